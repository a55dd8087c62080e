import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditSource } from '../audit/audit-event.ts';
import { canonicalAddress } from '../throttle/networks.ts';

const acceptableId = /^[A-Za-z0-9._-]{1,64}$/;
const maxUserAgentLength = 256;

const sources = new WeakMap<IncomingMessage, AuditSource>();

/** Where the request came from, and its id: the caller's own if it is harmless. */
export function sourceOf(request: IncomingMessage): AuditSource {
  const known = sources.get(request);
  if (known) return known;
  const sent = request.headers['x-request-id'];
  const source: AuditSource = {
    requestId: typeof sent === 'string' && acceptableId.test(sent) ? sent : randomUUID(),
    sourceAddress: canonicalAddress(request.socket.remoteAddress ?? '') ?? '',
    userAgent: (request.headers['user-agent'] ?? '').slice(0, maxUserAgentLength),
  };
  sources.set(request, source);
  return source;
}

/** The headers that every answer of the service carries. */
export function setCommonHeaders(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('X-Request-Id', sourceOf(request).requestId);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
