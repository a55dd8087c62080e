import type { Dependencies } from '../dependencies.ts';
import type { Actor } from './actor.ts';
import { type Identity, identify, identifyAgain } from './identify.ts';
import { Refusal } from './refusal.ts';
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
  await noteUse(identity, dependencies);
  return identity.actor;
}

/**
 * The caller of a request that goes on for long, with the rights of this moment. An access token that ran out or was
 * renewed meanwhile does not matter: the session counts.
 * @throws Refusal `credential-invalid`
 */
export async function lookAgainAt(actor: Actor, dependencies: Dependencies): Promise<Actor> {
  const identity = await identifyAgain(actor.credential, dependencies);
  if (identity === undefined)
    throw new Refusal(
      'credential-invalid',
      'The session or API key has ended, or the account is not active.',
    );
  await noteUse(identity, dependencies);
  return identity.actor;
}

async function noteUse(identity: Identity, { logger }: Dependencies): Promise<void> {
  await identity
    .noteUse()
    .catch((error: unknown) => logger.warn({ err: error }, 'the time of last use could not be written'));
}
