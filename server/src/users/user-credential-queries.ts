import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Transaction } from '../database/database.ts';
import { selectUsers } from './user-queries.ts';
import type { UserRow } from './user-row.ts';

/** A user with the hash of the password, if there is one. */
export interface UserWithPassword extends UserRow {
  password_hash: string | null;
}

const userWithPasswordByKey = compileQuery((knex) =>
  selectUsers(knex)
    .leftJoin('user_passwords', 'user_passwords.user_id', 'users.id')
    .select('user_passwords.password_hash')
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

const passwordHashById = compileQuery((knex) =>
  knex('user_passwords').select('password_hash').where('user_id', bound),
);

/** The stored hash of a user. */
export async function findPasswordHash(database: Database, userId: string): Promise<string | undefined> {
  const [row] = await database.run<{ password_hash: string }>(passwordHashById, [userId]);
  return row?.password_hash;
}

/** The stored hash, as this transaction sees it. */
export async function readPasswordHash(tx: Transaction, userId: string): Promise<string | undefined> {
  const row: { password_hash: string } | undefined = await tx('user_passwords')
    .where({ user_id: userId })
    .first('password_hash');
  return row?.password_hash;
}

/** A stored password and who chose it. */
export interface PasswordRow {
  password_hash: string;
  set_by: string;
}

export async function readPassword(tx: Transaction, userId: string): Promise<PasswordRow | undefined> {
  return tx('user_passwords').where({ user_id: userId }).first('password_hash', 'set_by');
}

/** Sets a password, the first or the next, and notes who chose it. */
export async function writePasswordHash(
  tx: Transaction,
  password: { userId: string; hash: string; setBy: string; now: number },
): Promise<void> {
  await tx('user_passwords')
    .insert({
      user_id: password.userId,
      password_hash: password.hash,
      set_at: password.now,
      set_by: password.setBy,
    })
    .onConflict('user_id')
    .merge();
}

export async function deletePassword(tx: Transaction, userId: string): Promise<void> {
  await tx('user_passwords').where({ user_id: userId }).delete();
}
