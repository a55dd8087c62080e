import { canonicalKey } from '@roster/contract';
import type { Database } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { findUserById, findUserByKey } from './user-queries.ts';
import type { UserRow } from './user-row.ts';

/** The user with this id, or, after an `@`, this username. */
export async function findUserNamed(database: Database, reference: string): Promise<UserRow | undefined> {
  return reference.startsWith('@')
    ? findUserByKey(database, canonicalKey(reference.slice(1)))
    : findUserById(database, reference);
}

/**
 * The user that a path names: an id, or `@` and a username.
 * @throws Refusal `user-not-found`
 */
export async function findUser(database: Database, reference: string): Promise<UserRow> {
  const row = await findUserNamed(database, reference);
  if (row === undefined) throw new Refusal('user-not-found', 'No user has this id or username.');
  return row;
}
