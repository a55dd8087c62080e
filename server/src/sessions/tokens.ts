import { hash, randomBytes } from 'node:crypto';

/** What a token is for. The prefix says it, and is part of what is hashed: no token serves two purposes. */
export const prefixes = {
  access: 'rst_a_',
  refresh: 'rst_r_',
  cookieAccess: 'rst_ca_',
  cookieRefresh: 'rst_cr_',
  apiKey: 'rst_k_',
} as const;

export type TokenPurpose = keyof typeof prefixes;

/** How a session's tokens travel: in bodies and the `Authorization` header, or in cookies. */
export type Transport = 'bearer' | 'cookie';

/** What the tokens of a session are for, by how they travel: a token of a cookie is none for a header. */
export const purposes = {
  bearer: { access: 'access', refresh: 'refresh' },
  cookie: { access: 'cookieAccess', refresh: 'cookieRefresh' },
} as const satisfies Record<Transport, Record<'access' | 'refresh', TokenPurpose>>;

const secretForm = /^[A-Za-z0-9_-]{43}$/;

/** A new token with 256 random bits. */
export function newToken(purpose: TokenPurpose): string {
  return prefixes[purpose] + randomBytes(32).toString('base64url');
}

/** True if the text has the form of a token for this purpose; a cheap look before the database is asked. */
export function isTokenOf(purpose: TokenPurpose, token: string): boolean {
  const prefix = prefixes[purpose];
  return token.startsWith(prefix) && secretForm.test(token.slice(prefix.length));
}

/** What is stored of a token. A fast hash is enough, because there are 256 bits to guess. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
