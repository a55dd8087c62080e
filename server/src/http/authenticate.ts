import type { Dependencies } from '../dependencies.ts';
import type { Actor } from './actor.ts';
import { identify } from './identify.ts';
import { Refusal } from './refusal.ts';

function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new Refusal('credential-invalid', 'The Authorization header is not a bearer token.');
  return token;
}

/**
 * Finds out who makes the request.
 * @returns undefined when no credential was sent.
 * @throws Refusal `credential-invalid`
 */
export async function authenticate(
  authorization: string | undefined,
  dependencies: Dependencies,
): Promise<Actor | undefined> {
  const token = bearerToken(authorization);
  if (token === undefined) return undefined;
  const identity = await identify(token, dependencies);
  if (identity === undefined)
    throw new Refusal('credential-invalid', 'The access token or API key is unknown, expired or ended.');
  await identity
    .noteUse()
    .catch((error: unknown) =>
      dependencies.logger.warn({ err: error }, 'the time of last use could not be written'),
    );
  return identity.actor;
}
