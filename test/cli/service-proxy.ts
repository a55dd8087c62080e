import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { makeSignal } from '../storage/open.ts';
import type { TestService } from '../support/service.ts';

/** What happens to an answer of the service on its way; one that is late arrives when it is let go. */
export type Fate = 'arrives' | 'is lost' | 'is held' | 'is late' | 'is 503';

/** How a proxy treats what comes. */
export interface ProxyOptions {
  readonly env: Record<string, string>;
  /** Decides what becomes of the answer to a request; the first has the number 1. */
  fateOf(request: number): Fate;
  /** In how many seconds a 503 wants the request again. */
  readonly retryAfter?: number | undefined;
}

/** Something between the command and the service that decides, request by request, what becomes of the answers. */
export async function startProxy(service: TestService, { env, fateOf, retryAfter = 1 }: ProxyOptions) {
  let requests = 0;
  let bytes = 0;
  let isMended = false;
  const held = makeSignal();
  const late = makeSignal();
  async function pass(request: IncomingMessage, response: ServerResponse) {
    requests += 1;
    const fate = isMended ? 'arrives' : fateOf(requests);
    if (fate === 'is 503') {
      response.writeHead(503, { 'Retry-After': String(retryAfter) }).end();
      return;
    }
    const { authorization = '', 'idempotency-key': key } = request.headers;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': String(key) };
    const body = await buffer(request);
    bytes += body.length;
    const answer = await service.fetch(String(request.url), { method: 'POST', headers, body });
    const text = await answer.text();
    if (fate === 'is held' || fate === 'is late') held.give();
    if (fate === 'is late') await late.given;
    if (fate === 'is held') return;
    if (fate === 'is lost') request.socket.destroy();
    else response.writeHead(answer.status, [...answer.headers].flat()).end(text);
  }
  const proxy = createServer((request, response) => void pass(request, response)).listen(0, '127.0.0.1');
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  await once(proxy, 'listening');
  // A server that listens on a port has an address with a port.
  const { port } = proxy.address() as AddressInfo;
  return {
    env: { ...env, ROSTER_URL: `http://127.0.0.1:${port}` },
    /** When the first answer is held, or late. */
    held: held.given,
    /** Lets those arrive that are late. */
    letGo: late.give,
    /** From now on all answers arrive. */
    mend() {
      isMended = true;
    },
    /** How much the service was sent by now. */
    bytes: () => bytes,
  };
}
