import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditSource } from '../audit/audit-event.ts';

const acceptableId = /^[A-Za-z0-9._-]{1,64}$/;
const maxUserAgentLength = 256;

const sources = new WeakMap<IncomingMessage, AuditSource>();

/** Where the request came from, and its id. */
export function sourceOf(request: IncomingMessage): AuditSource {
  const source = sources.get(request);
  if (source === undefined) throw new Error('The source of the request has not been noted.');
  return source;
}

/** Notes where the request came from, and its id: the caller's own if it is harmless. */
export function noteSource(request: IncomingMessage, sourceAddress: string): void {
  const sent = request.headers['x-request-id'];
  sources.set(request, {
    requestId: typeof sent === 'string' && acceptableId.test(sent) ? sent : randomUUID(),
    sourceAddress,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, maxUserAgentLength),
  });
}

/** The headers that every answer of the service carries. */
export function setCommonHeaders(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('X-Request-Id', sourceOf(request).requestId);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
