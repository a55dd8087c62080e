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
  const headers = new Headers({
    Accept: route.isStream ? '*/*' : 'application/json, application/problem+json',
  });
  if (route.hasBody) headers.set('Content-Type', 'application/json');
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  // Sent to an operation that ignores it, such a header would promise a check that nobody makes.
  const promise = (name: string, isHonoured: boolean, value: string | undefined) => {
    if (value === undefined) return;
    if (!isHonoured) throw new TypeError(`${operationId} does not honour ${name}.`);
    headers.set(name, value);
  };
  promise('If-Match', route.honoursIfMatch, ifMatch && tagOf(ifMatch));
  promise('Idempotency-Key', route.honoursKey, idempotencyKey);
  for (const [name, value] of Object.entries({ ...ofClient, ...ofCall })) headers.set(name, value);
  return headers;
}

function tagOf(version: NonNullable<KeyedChangeOptions['ifMatch']>): string {
  return typeof version === 'string' ? version : `"${version.id}.${version.version}"`;
}
