import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Transaction } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import { selectUsers } from './user-queries.ts';
import type { UserRow } from './user-row.ts';

/** A user with the hash of the password, if there is one. */
export interface UserWithPassword extends UserRow {
  password_hash: string | null;
  password_set_at: number | null;
}

const userWithPasswordByKey = compileQuery((knex) =>
  selectUsers(knex)
    .leftJoin('user_passwords', 'user_passwords.user_id', 'users.id')
    .select('user_passwords.password_hash', { password_set_at: 'user_passwords.set_at' })
    .where('users.username_key', bound),
);

export async function findUserWithPassword(
  database: Database,
  key: string,
): Promise<UserWithPassword | undefined> {
  const [row] = await database.run<UserWithPassword>(userWithPasswordByKey, [key]);
  // MySQL and MariaDB ignore spaces at the end when they compare; a name with one is not that of the user.
  return row?.username_key === key ? row : undefined;
}

/**
 * A stored password and who chose it. Every password has a `set_at` of its own, which stays when only its hash is
 * replaced: it tells whether a password is still the one that was checked.
 */
export interface PasswordRow {
  password_hash: string;
  set_at: number;
  set_by: string;
}

const passwordById = compileQuery((knex) =>
  knex('user_passwords').select('password_hash', 'set_at', 'set_by').where('user_id', bound),
);

export async function findPassword(database: Database, userId: string): Promise<PasswordRow | undefined> {
  const [row] = await database.run<PasswordRow>(passwordById, [userId]);
  return row;
}

/** The stored password, as this transaction sees it. */
export async function readPassword(tx: Transaction, userId: string): Promise<PasswordRow | undefined> {
  return tx('user_passwords').where({ user_id: userId }).first('password_hash', 'set_at', 'set_by');
}

/** Sets a password, the first or the next, and notes who chose it. */
export async function writePasswordHash(
  tx: Transaction,
  password: { userId: string; hash: string; setBy: string; now: number },
): Promise<void> {
  const { userId, hash, setBy, now } = password;
  const before = 'user_passwords.set_at';
  await tx('user_passwords')
    .insert({ user_id: userId, password_hash: hash, set_at: now, set_by: setBy })
    .onConflict('user_id')
    .merge({
      password_hash: hash,
      // Later than the one before, whatever the clock says.
      set_at: tx.raw('case when ?? >= ? then ?? + 1 else ? end', [before, now, before, now]),
      set_by: setBy,
    });
}

/** Sets the passwords of users whose rows were just inserted. */
export async function insertPasswordHashes(
  tx: Transaction,
  passwords: readonly { userId: string; hash: string; setBy: string; now: number }[],
): Promise<void> {
  await insertRows(
    tx,
    'user_passwords',
    passwords.map(({ userId, hash, setBy, now }) => ({
      user_id: userId,
      password_hash: hash,
      set_at: now,
      set_by: setBy,
    })),
  );
}

/** Replaces the hash of a password that stays the same, unless the password was changed, or its hash replaced, since. */
export async function renewPasswordHash(
  tx: Transaction,
  renewal: { userId: string; from: string; to: string },
): Promise<void> {
  await tx('user_passwords')
    .where({ user_id: renewal.userId, password_hash: renewal.from })
    .update({ password_hash: renewal.to });
}

export async function deletePassword(tx: Transaction, userId: string): Promise<void> {
  await tx('user_passwords').where({ user_id: userId }).delete();
}
