import type { Dependencies } from '../dependencies.ts';
import type { Actor } from './actor.ts';
import { identify } from './identify.ts';
import { invalidCredential, type SentCredential } from './sent-credential.ts';

/**
 * Finds out who makes the request.
 * @returns undefined when no credential was sent.
 * @throws Refusal `credential-invalid`
 */
export async function authenticate(
  sent: SentCredential | undefined,
  dependencies: Dependencies,
): Promise<Actor | undefined> {
  if (sent === undefined) return undefined;
  const identity = await identify(sent, dependencies);
  if (identity === undefined) throw invalidCredential(sent, dependencies.config);
  await identity
    .noteUse()
    .catch((error: unknown) =>
      dependencies.logger.warn({ err: error }, 'the time of last use could not be written'),
    );
  return identity.actor;
}
