import type { Knex } from 'knex';
import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Reader, Transaction } from '../database/database.ts';
import type { UserRow } from './user-row.ts';

/** Users with their role, for any query that reads whole users. */
export function selectUsers(knex: Reader | Knex): Knex.QueryBuilder {
  return knex('users')
    .join('roles', 'roles.id', 'users.role_id')
    .select('users.*', { role_name: 'roles.name', role_rank: 'roles.rank' });
}

const userById = compileQuery((knex) => selectUsers(knex).where('users.id', bound));
const userByKey = compileQuery((knex) => selectUsers(knex).where('users.username_key', bound));
/**
 * Every user has a role, so that this is the same; but with an inner join MariaDB may begin with the roles, and sort all
 * users for every page.
 */
function walkUsers(knex: Knex): Knex.QueryBuilder {
  return knex('users')
    .leftJoin('roles', 'roles.id', 'users.role_id')
    .select('users.*', { role_name: 'roles.name', role_rank: 'roles.rank' });
}

const pages = {
  createdAt: {
    first: compileQuery((knex) => walkUsers(knex).orderBy('users.id', 'asc')),
    next: compileQuery((knex) => walkUsers(knex).where('users.id', '>', bound).orderBy('users.id', 'asc')),
  },
  '-createdAt': {
    first: compileQuery((knex) => walkUsers(knex).orderBy('users.id', 'desc')),
    next: compileQuery((knex) => walkUsers(knex).where('users.id', '<', bound).orderBy('users.id', 'desc')),
  },
};

export async function findUserById(database: Database, id: string): Promise<UserRow | undefined> {
  const [row] = await database.run<UserRow>(userById, [id]);
  return row;
}

export async function findUserByKey(database: Database, key: string): Promise<UserRow | undefined> {
  const [row] = await database.run<UserRow>(userByKey, [key]);
  return row;
}

/** One page in the order of creation, which is the order of the ids, after the given id. */
export function listUserRows(
  database: Database,
  page: { sort: keyof typeof pages; afterId: string | undefined; limit: number },
): Promise<UserRow[]> {
  const { first, next } = pages[page.sort];
  const limit = `limit ${Math.trunc(page.limit)}`;
  if (page.afterId === undefined) return database.run<UserRow>(`${first} ${limit}`, []);
  return database.run<UserRow>(`${next} ${limit}`, [page.afterId]);
}

/** The id of the user with this canonical key, as this transaction sees it. */
export async function readUserIdByKey(tx: Transaction, key: string): Promise<string | undefined> {
  const row: { id: string } | undefined = await tx('users').where({ username_key: key }).first('id');
  return row?.id;
}

/** Locks a user until the transaction ends: nobody else changes them, and nobody else locks them. */
export async function lockUser(tx: Transaction, id: string): Promise<void> {
  await tx('users').where({ id }).forUpdate().select('id');
}

/** Keeps a user as they are until the transaction ends; others may do the same at the same time. */
export async function holdUser(tx: Transaction, id: string): Promise<void> {
  await tx('users').where({ id }).forShare().select('id');
}

/** A user, as this transaction sees it. */
export async function readUserById(tx: Transaction, id: string): Promise<UserRow | undefined> {
  const row: UserRow | undefined = await selectUsers(tx).where('users.id', id).first();
  return row;
}
