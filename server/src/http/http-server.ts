import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ProblemCode, problems } from '@roster/contract';
import express, { type Express } from 'express';
import { problemDocument } from './problem-response.ts';
import { Refusal } from './refusal.ts';

const headersTimeoutMs = 10_000;
/** Longer than the idle time of common proxies, so that it is they who close a connection first. */
const keepAliveTimeoutMs = 75_000;
const maxHeaderBytes = 16 * 1024;

/**
 * Express gives every request and response new prototypes, which throws away what V8 has learnt about them and costs a
 * third of a small request. Objects that are made with Express's prototypes from the start are left as they are.
 */
function presetPrototypes(app: Express): {
  IncomingMessage: typeof IncomingMessage;
  ServerResponse: typeof ServerResponse;
} {
  class RosterRequest extends IncomingMessage {}
  class RosterResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(RosterRequest.prototype, express.request);
  Object.setPrototypeOf(RosterResponse.prototype, express.response);
  for (const prototype of [RosterRequest.prototype, RosterResponse.prototype]) {
    Object.defineProperty(prototype, 'app', { value: app, writable: true, configurable: true });
  }
  // There are no conditional reads: everything that needs a credential is not to be stored.
  Object.defineProperty(RosterRequest.prototype, 'fresh', { get: () => false });
  Object.assign(app, { request: RosterRequest.prototype, response: RosterResponse.prototype });
  return { IncomingMessage: RosterRequest, ServerResponse: RosterResponse };
}

/** What Node's parser refuses before there is a request, as a problem. */
function refusalOf(error: NodeJS.ErrnoException): Refusal {
  const codes: Record<string, ProblemCode> = {
    HPE_HEADER_OVERFLOW: 'headers-too-large',
    ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  };
  const code = codes[error.code ?? ''] ?? 'malformed-request';
  return new Refusal(code, problems[code].when);
}

/** Writes a problem to a connection that has no response object, and ends it. */
function endWithProblem(refusal: Refusal, socket: Duplex): void {
  const { status, title } = problems[refusal.code];
  const requestId = randomUUID();
  const payload = JSON.stringify(problemDocument(refusal, '', requestId));
  const lines = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(payload)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    payload,
  ];
  socket.end(lines.join('\r\n'));
}

/** A request that is or was answered, and its answer. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Answers what Node's parser refuses. The connection may still owe the answer to the request before, which goes first,
 * or may have given its answer before it read the whole request; a second one would pass for that of the next request.
 */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex, last: Exchange | undefined): void {
  const answer = () => {
    if (socket.writable && error.code !== 'ECONNRESET') endWithProblem(refusalOf(error), socket);
    else socket.destroy();
  };
  if (last === undefined) answer();
  else if (!last.request.complete && last.response.headersSent) socket.destroy();
  else if (last.request.complete && !last.response.writableFinished) last.response.once('finish', answer);
  else answer();
}

/** Makes the HTTP server; it does not listen yet. */
export function createHttpServer(app: Express, requestTimeoutMs: number): Server {
  const server = createServer(
    {
      ...presetPrototypes(app),
      headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
      keepAliveTimeout: keepAliveTimeoutMs,
      maxHeaderSize: maxHeaderBytes,
      // Node would answer without a body; the application answers with a problem.
      requireHostHeader: false,
    },
    app,
  );
  const exchanges = new WeakMap<Duplex, Exchange>();
  server.on('request', (request, response) => exchanges.set(request.socket, { request, response }));
  server.on('clientError', (error, socket) => answerBrokenRequest(error, socket, exchanges.get(socket)));
  // An expectation that nobody knows may be ignored (RFC 9110, section 10.1.1); Node would answer without a body.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (_request, socket) => {
    endWithProblem(new Refusal('malformed-request', 'This service is not a proxy.'), socket);
  });
  return server;
}
