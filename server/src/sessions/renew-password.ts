import type { AuditChange } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refusal } from '../http/refusal.ts';
import type { HashPlace } from '../passwords/hash-gate.ts';
import { newPasswordRefusal } from '../passwords/password-rules.ts';
import { renewPasswordHash } from '../users/user-credential-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { updateUserRow } from '../users/user-write-queries.ts';

/** What a log-in is to change about the password that opened it. */
export interface Renewal {
  /** The stored hash and what takes its place. */
  readonly hash: { readonly from: string; readonly to: string } | undefined;
  /** True if nobody may set this password: it came as a hash, and is seen in plain for the first time. */
  readonly isWeak: boolean;
}

/** A log-in goes on with the old hash when there is no room for making another one. */
async function hashIfPossible(
  password: string,
  hasher: Dependencies['hasher'],
  place: HashPlace,
): Promise<string | undefined> {
  try {
    return await hasher.hash(password, place);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'overloaded') return undefined;
    throw error;
  }
}

/**
 * Looks at a password that was just found right: whether its hash has another format or other parameters than new ones,
 * and whether it is one that may be set. The latter at the first log-in, and as long as the hash is a foreign one.
 */
export async function renewalOf(
  password: string,
  { user, stored, hashPlace }: { user: UserRow; stored: string; hashPlace: HashPlace },
  { config, hasher }: Pick<Dependencies, 'config' | 'hasher'>,
): Promise<Renewal> {
  const isCurrent = hasher.isCurrent(stored);
  if (isCurrent && user.last_login_at !== null) return { hash: undefined, isWeak: false };
  const minLength = config.passwordMinLength;
  const refusal = newPasswordRefusal({ field: 'password', password, username: user.username, minLength });
  const to = isCurrent ? undefined : await hashIfPossible(password, hasher, hashPlace);
  return { hash: to === undefined ? undefined : { from: stored, to }, isWeak: refusal !== undefined };
}

/** Applies what `renewalOf` found, to a user who is locked. */
export async function renewPassword(
  tx: Transaction,
  user: UserRow,
  { hash, isWeak }: Renewal,
  now: number,
): Promise<{ user: UserRow; changes: readonly AuditChange[] }> {
  if (hash) await renewPasswordHash(tx, { userId: user.id, ...hash });
  if (!isWeak || user.must_change_password === 1) return { user, changes: [] };
  await updateUserRow(tx, user, { must_change_password: 1 }, now);
  return {
    user: { ...user, must_change_password: 1, updated_at: now, version: user.version + 1 },
    changes: [{ field: 'mustChangePassword', before: false, after: true }],
  };
}
