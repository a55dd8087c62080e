import type { IncomingMessage } from 'node:http';
import type { Dependencies } from '../dependencies.ts';
import { remember } from '../remember.ts';
import { canonicalAddress } from './addresses.ts';
import { type IsTrusted, trustIn } from './trusted-proxies.ts';

const warnEveryMs = 3_600_000;
const maxWarned = 1_000;

/** An address as proxies write it down, some of them with a port. */
function hopAddress(hop: string): string | undefined {
  const text = hop.trim();
  const withoutPort = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1];
  return canonicalAddress(withoutPort ?? text);
}

/**
 * Who sent a request: whoever the connection comes from, or, as long as that is a trusted proxy, whom it names. What the
 * client has written into the header itself stands further left and is never reached; neither is what is no address.
 */
export function resolveSource(
  peer: string | undefined,
  forwardedFor: string | undefined,
  isTrusted: IsTrusted,
): string {
  let address = canonicalAddress(peer ?? '') ?? '';
  for (const hop of (forwardedFor ?? '').split(',').reverse()) {
    const named = isTrusted(address) ? hopAddress(hop) : undefined;
    if (named === undefined) break;
    address = named;
  }
  return address;
}

/** Finds out who sends requests; and tells the log who sends headers that only a proxy may send, once an hour each. */
export function createSourceReader({
  config,
  clock,
  logger,
}: Pick<Dependencies, 'config' | 'clock' | 'logger'>): (request: IncomingMessage) => string {
  const isTrusted = trustIn(config.trustedProxies);
  const warnedAt = new Map<string, number>();

  function warnOf(peer: string): void {
    const now = clock.now();
    if (now - (warnedAt.get(peer) ?? Number.NEGATIVE_INFINITY) < warnEveryMs) return;
    remember(warnedAt, peer, now, maxWarned);
    logger.warn(
      { peer },
      'a request has forwarded headers, but its sender is not among the TRUSTED_PROXIES; they are ignored',
    );
  }

  return ({ socket, headers }) => {
    const forwardedFor = headers['x-forwarded-for'];
    if (forwardedFor === undefined && headers.forwarded === undefined) {
      return resolveSource(socket.remoteAddress, undefined, isTrusted);
    }
    const peer = canonicalAddress(socket.remoteAddress ?? '') ?? '';
    if (!isTrusted(peer)) warnOf(peer);
    return resolveSource(peer, forwardedFor?.toString(), isTrusted);
  };
}
