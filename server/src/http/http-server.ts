import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
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

function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(error);
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
    },
    app,
  );
  server.on('clientError', answerBrokenRequest);
  return server;
}
