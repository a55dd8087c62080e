import type { HeaderFields, KeyedChangeOptions } from './call.ts';
import type { Route } from './read-route.ts';

/** The headers of a call. Those of the call are stronger than those of the client. */
export function buildHeaders(
  operationId: string,
  route: Route,
  token: string | undefined,
  { ifMatch, idempotencyKey, headers: ofCall }: KeyedChangeOptions,
  ofClient: HeaderFields | undefined,
): Headers {
  const headers = new Headers();
  if (route.hasBody) headers.set('Content-Type', 'application/json');
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  // Sent to an operation that ignores it, such a header would promise a check that nobody makes.
  const promise = (name: string, isTaken: boolean, value: string | undefined) => {
    if (value === undefined) return;
    if (!isTaken) throw new TypeError(`${operationId} takes no ${name}.`);
    headers.set(name, value);
  };
  promise('If-Match', route.takesIfMatch, ifMatch && tagOf(ifMatch));
  promise('Idempotency-Key', route.takesIdempotencyKey, idempotencyKey);
  for (const [name, value] of Object.entries({ ...ofClient, ...ofCall })) headers.set(name, value);
  return headers;
}

function tagOf(version: NonNullable<KeyedChangeOptions['ifMatch']>): string {
  return typeof version === 'string' ? version : `"${version.id}.${version.version}"`;
}
