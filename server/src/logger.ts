import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import type { Config } from './config.ts';

/** Drivers attach the failed statement with its values, and these can be secrets. */
function describeError(error: Error): object {
  const { sql: _sql, bindings: _bindings, ...rest } = stdSerializers.err(error);
  return rest;
}

/** What the service says about itself: one JSON object a line, on standard output unless told otherwise. */
export function createLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}
