import type { Config } from '../config.ts';
import type { Transport } from '../sessions/tokens.ts';
import type { Browser } from './browser.ts';
import { clearedCookies } from './cookies.ts';
import { Refusal } from './refusal.ts';

/** The credential of a request, and how it came. */
export interface SentCredential {
  readonly transport: Transport;
  readonly token: string;
}

/**
 * Finds the credential of a request: the `Authorization` header, or else the cookie.
 * @throws Refusal `credential-invalid` for a header of another kind
 */
export function sentCredential(
  authorization: string | undefined,
  { accessCookie }: Browser,
): SentCredential | undefined {
  if (authorization === undefined)
    return accessCookie === undefined ? undefined : { transport: 'cookie', token: accessCookie };
  const token = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new Refusal('credential-invalid', 'The Authorization header is not a bearer token.');
  return { transport: 'bearer', token };
}

/** The refusal of a credential; a cookie is taken back, the one for refreshing not, which may still be good. */
export function invalidCredential({ transport }: SentCredential, config: Config): Refusal {
  const cookies = transport === 'cookie' ? clearedCookies(['access'], config) : [];
  return new Refusal('credential-invalid', 'The access token or API key is unknown, expired or ended.', {
    cookies,
  });
}
