import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config.ts';
import { Refusal } from './refusal.ts';

/** Where the service has no public URL, it is known by the host that it was asked under. */
function isOwnOrigin(origin: string, headers: IncomingHttpHeaders, { publicOrigin }: Config): boolean {
  if (publicOrigin !== undefined) return origin === publicOrigin;
  const host = headers.host?.toLowerCase();
  return host !== undefined && [`http://${host}`, `https://${host}`].includes(origin);
}

/**
 * Asks for a proof that a page of the service's own sent the request: a browser adds cookies whoever made it send.
 * `Sec-Fetch-Site` is the browser's own word and decides alone; those that do not send it send `Origin`.
 * @throws Refusal `cross-origin-refused`
 */
export function refuseCrossOrigin(headers: IncomingHttpHeaders, config: Config): void {
  const { 'sec-fetch-site': site, origin } = headers;
  const isProven =
    site === undefined
      ? origin !== undefined && isOwnOrigin(origin, headers, config)
      : site === 'same-origin';
  if (isProven) return;
  throw new Refusal(
    'cross-origin-refused',
    'With cookies, Sec-Fetch-Site or Origin must show that the request comes from this very origin.',
  );
}

/**
 * The same for an operation without a body: a type that a form can have is refused too. Where there is a body, it must be
 * JSON anyway.
 * @throws Refusal `cross-origin-refused`
 */
export function refuseForms(headers: IncomingHttpHeaders): void {
  const type = headers['content-type'];
  if (type === undefined || /^application\/json\b/i.test(type)) return;
  throw new Refusal('cross-origin-refused', 'With cookies, a change must be sent as application/json.');
}
