import type { ChangeOptions, HeaderFields, Route, TokenSource } from './call.ts';

/** The headers of a call. Those of the call are stronger than those of the client. */
export async function buildHeaders(
  operationId: string,
  route: Route,
  options: ChangeOptions,
  settings: { readonly headers?: HeaderFields | undefined; readonly token?: TokenSource | undefined },
): Promise<Headers> {
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (route.hasBody) headers.set('Content-Type', 'application/json');
  const token = route.isPublic ? undefined : await readToken(options, settings.token);
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  if (options.ifMatch !== undefined) {
    // Sent to an operation that ignores it, the header would promise a check that nobody makes.
    if (!route.headerFields.includes('If-Match'))
      throw new TypeError(`${operationId} does not honour ifMatch.`);
    headers.set('If-Match', tagOf(options.ifMatch));
  }
  const further = { ...settings.headers, ...options.headers };
  for (const [name, value] of Object.entries(further)) headers.set(name, value);
  return headers;
}

async function readToken(
  options: ChangeOptions,
  fallback: TokenSource | undefined,
): Promise<string | undefined> {
  const source = options.token === undefined ? fallback : options.token;
  return typeof source === 'function' ? await source() : (source ?? undefined);
}

function tagOf(version: NonNullable<ChangeOptions['ifMatch']>): string {
  return typeof version === 'string' ? version : `"${version.id}.${version.version}"`;
}
