import type { Config } from '../config.ts';

/** The two cookies of a browser session. */
export type CookieKind = 'access' | 'refresh';

/**
 * With `__Host-` a browser takes the cookie over https only, from this host only and for all of it, so that no other host
 * of the domain can plant one.
 */
function nameOf(kind: CookieKind, { isPublishedSafely }: Config): string {
  return `${isPublishedSafely ? '__Host-' : ''}roster-${kind}`;
}

function setCookie(kind: CookieKind, value: string, maxAgeSeconds: number, config: Config): string {
  const secure = config.isPublishedSafely ? '; Secure' : '';
  return `${nameOf(kind, config)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** A `Set-Cookie` header that gives a browser a token for as long as that is good. */
export function tokenCookie(
  kind: CookieKind,
  { token, expiresAt, now }: { readonly token: string; readonly expiresAt: number; readonly now: number },
  config: Config,
): string {
  return setCookie(kind, token, Math.max(0, Math.floor((expiresAt - now) / 1000)), config);
}

/** `Set-Cookie` headers that take the tokens away again. */
export function clearedCookies(kinds: readonly CookieKind[], config: Config): string[] {
  return kinds.map((kind) => setCookie(kind, '', 0, config));
}

/** The token in a cookie of a request. */
export function readCookie(header: string | undefined, kind: CookieKind, config: Config): string | undefined {
  if (header === undefined) return undefined;
  const start = `${nameOf(kind, config)}=`;
  const pair = header.split(';').find((part) => part.trimStart().startsWith(start));
  return pair?.trim().slice(start.length);
}
