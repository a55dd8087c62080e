import { canonicalKey } from '@roster/contract';
import { readApiKeyBySecret } from '../api-keys/api-key-credential-queries.ts';
import { keyParty } from '../api-keys/key-party.ts';
import type { Party } from '../authority/rules.ts';
import type { Transaction } from '../database/database.ts';
import type { Actor, Credential } from '../http/actor.ts';
import { Refusal } from '../http/refusal.ts';
import { readRolePermissions } from '../roles/role-permission-queries.ts';
import { isSessionThere } from '../sessions/session-queries.ts';
import { partyOf } from './party.ts';
import { holdUser, lockUser, readUserById, readUserIdByKey } from './user-queries.ts';
import type { UserRow } from './user-row.ts';

/** What is needed of a request to look at its caller again inside of the transaction. */
export interface Caller {
  readonly actor: Actor;
  /** Applies the contract's permissions again. */
  authorizeAgain(actor: Actor): void;
}

/** A user who is to be changed. */
export interface Target {
  readonly user: UserRow;
  readonly party: Party;
}

function notFound(): Refusal {
  return new Refusal('user-not-found', 'No user has this id or username.');
}

async function resolve(tx: Transaction, reference: string): Promise<string> {
  if (!reference.startsWith('@')) return reference;
  const id = await readUserIdByKey(tx, canonicalKey(reference.slice(1)));
  if (id === undefined) throw notFound();
  return id;
}

async function readParty(tx: Transaction, id: string): Promise<Target | undefined> {
  const user = await readUserById(tx, id);
  return (
    user && {
      user,
      party: partyOf(user, await readRolePermissions(tx, { id: user.role_id, rank: user.role_rank })),
    }
  );
}

/** The caller with the rights that the credential has now; undefined if it has ended. */
async function partyOfCredential(
  tx: Transaction,
  credential: Credential,
  owner: Party,
): Promise<Party | undefined> {
  if (credential.kind === 'session') {
    return (await isSessionThere(tx, credential.id, owner.id)) ? owner : undefined;
  }
  const row = await readApiKeyBySecret(tx, credential.secretHash);
  if (row === undefined || row.key_revoked_at !== null) return undefined;
  return keyParty(row, (role) => readRolePermissions(tx, role));
}

async function freshActor(tx: Transaction, { actor, authorizeAgain }: Caller): Promise<Party> {
  const now = await readParty(tx, actor.user.id);
  if (now?.user.status !== 'active')
    throw new Refusal('credential-invalid', 'The account is no longer active.');
  // A request that was slow to arrive must not outlive the credential that it began with.
  const party = await partyOfCredential(tx, actor.credential, now.party);
  if (party === undefined) throw new Refusal('credential-invalid', 'The session or API key has ended.');
  authorizeAgain({ ...actor, user: now.user, party });
  return party;
}

/** Whose rights the caller acts with: the user's, and those of whoever made the API key. */
function behind({ user, credential }: Actor): string[] {
  return credential.kind === 'api-key' ? [user.id, credential.createdBy] : [user.id];
}

/** In the order of the ids, so that no two transactions wait for each other. */
async function lockAll(tx: Transaction, actor: Actor, targetId?: string): Promise<void> {
  const ids = new Set([...behind(actor), ...(targetId === undefined ? [] : [targetId])]);
  for (const id of [...ids].sort()) await (id === targetId ? lockUser(tx, id) : holdUser(tx, id));
}

/**
 * Keeps the caller as they are and looks at them again: rights that were withdrawn since the request came in do not
 * count. Other requests of the same caller need not wait.
 */
export async function lockActor(tx: Transaction, caller: Caller): Promise<Party> {
  await lockAll(tx, caller.actor);
  return freshActor(tx, caller);
}

/**
 * Keeps the caller as they are, locks the target and reads both, so that the rules look at what the change will find.
 * @throws Refusal `user-not-found`, or what `authorizeAgain` throws
 */
export async function lockParties(
  tx: Transaction,
  caller: Caller,
  reference: string,
): Promise<{ actor: Party; target: Target }> {
  const id = await resolve(tx, reference);
  await lockAll(tx, caller.actor, id);
  const actor = await freshActor(tx, caller);
  const target = await readParty(tx, id);
  if (target === undefined) throw notFound();
  // The name may have passed to somebody else between the look-up and the lock.
  if (reference.startsWith('@') && target.user.username_key !== canonicalKey(reference.slice(1)))
    throw notFound();
  return { actor, target };
}
