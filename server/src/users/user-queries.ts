import { adminRoleName, superRoleName } from '@roster/contract';
import type { Knex } from 'knex';
import { includedRoles, type RoleRank } from '../authority/rights.ts';
import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Reader, Transaction } from '../database/database.ts';
import { isDuplicate, isReferenceMissing, StaleRowError } from '../database/database-errors.ts';
import { insertRows } from '../database/insert-rows.ts';
import { fieldRefusal } from '../http/refusal.ts';
import {
  changeOfLogIn,
  changesOfDelete,
  changesOfInsert,
  changesOfSight,
  changesOfUpdate,
} from '../stats/count-changes.ts';
import { noteCounts } from '../stats/count-queries.ts';
import { parseNames, type UserRecord, type UserRow } from './user-row.ts';
import { deleteWords, insertWords, replaceWords } from './word-queries.ts';

/** Users with their role, for any query that reads whole users. */
export function selectUsers(knex: Reader | Knex): Knex.QueryBuilder {
  return knex('users')
    .join('roles', 'roles.id', 'users.role_id')
    .select('users.*', { role_name: 'roles.name', role_rank: 'roles.rank' });
}

const userById = compileQuery((knex) => selectUsers(knex).where('users.id', bound));
const userByKey = compileQuery((knex) => selectUsers(knex).where('users.username_key', bound));
const rolePermissions = compileQuery((knex) =>
  knex('role_permissions').distinct('permission').whereIn('role_id', [bound, bound, bound]),
);

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

/** The ids under which what a role lists, and what the roles it includes list, is stored. */
function listingRoleIds(role: RoleRank): [string, string, string] {
  const [second, third] = includedRoles(role)
    .map((included) => included.name)
    .filter((name) => name === 'editor' || name === 'viewer');
  return [role.id, second ?? role.id, third ?? role.id];
}

/** What these two hold is computed from the catalogue; they list nothing. */
function listsNothing(role: RoleRank): boolean {
  return role.id === superRoleName || role.id === adminRoleName;
}

/** What a role and the roles it includes list; for administrators that is not all they may do. */
export async function findRolePermissions(database: Database, role: RoleRank): Promise<string[]> {
  if (listsNothing(role)) return [];
  const rows = await database.run<{ permission: string }>(rolePermissions, listingRoleIds(role));
  return rows.map((row) => row.permission);
}

/** The same as `findRolePermissions`, as this transaction sees it. */
export async function readRolePermissions(tx: Transaction, role: RoleRank): Promise<string[]> {
  if (listsNothing(role)) return [];
  const rows: { permission: string }[] = await tx('role_permissions')
    .distinct('permission')
    .whereIn('role_id', listingRoleIds(role));
  return rows.map((row) => row.permission);
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

/** A role by its name, as this transaction sees it. */
export async function readRoleByName(tx: Transaction, name: string): Promise<RoleRank | undefined> {
  const row: RoleRank | undefined = await tx('roles').where({ name }).first('id', 'rank');
  return row;
}

/** What is unique about a user, in the order in which refusals name it: each engine finds duplicates in its own. */
export const uniqueFields = [
  {
    column: 'username_key',
    field: 'username',
    code: 'username-taken',
    msg: 'Another user has this username.',
  },
  { column: 'email_key', field: 'email', code: 'email-taken', msg: 'Another user has this e-mail address.' },
  { column: 'did', field: 'did', code: 'did-taken', msg: 'Another user has this DID.' },
] as const;

/**
 * The database decides what is taken; only then is asked which field it was.
 * @throws Refusal `username-taken`, `email-taken` or `did-taken`; StaleRowError when it is free again by now, or when a
 * role or permission that the row names was just deleted
 */
async function refuseWrite(
  tx: Transaction,
  error: unknown,
  record: Partial<UserRecord>,
  id: string,
): Promise<never> {
  if (isReferenceMissing(error))
    throw new StaleRowError('A role or permission was just deleted.', { cause: error });
  if (!isDuplicate(error)) throw error;
  for (const { column, field, code, msg } of uniqueFields) {
    const value = record[column] ?? null;
    const other: object | undefined =
      value === null ? undefined : await tx('users').where(column, value).whereNot({ id }).first('id');
    if (other) throw fieldRefusal(code, field, 'taken', msg);
  }
  throw new StaleRowError('What was taken is free again.', { cause: error });
}

/** Each set of names on the user row with the table in which it can be searched. */
const nameSets = [
  { column: 'permissions', table: 'user_permissions', name: 'permission' },
  { column: 'servers', table: 'user_servers', name: 'server' },
  { column: 'groups', table: 'user_groups', name: 'group' },
] as const;

async function replaceNames(tx: Transaction, userId: string, set: (typeof nameSets)[number], json: string) {
  await tx(set.table).where({ user_id: userId }).delete();
  const rows = parseNames(json).map((name) => ({ user_id: userId, [set.name]: name }));
  if (rows.length === 0) return;
  await tx(set.table)
    .insert(rows)
    .catch((error: unknown) => refuseWrite(tx, error, {}, userId));
}

/** @throws Refusal `username-taken`, `email-taken` or `did-taken` */
export async function insertUser(tx: Transaction, record: UserRecord): Promise<void> {
  await tx('users')
    .insert(record)
    .catch((error: unknown) => refuseWrite(tx, error, record, record.id));
  for (const set of nameSets) {
    if (record[set.column] !== '[]') await replaceNames(tx, record.id, set, record[set.column]);
  }
  await insertWords(tx, [record]);
  await noteCounts(tx, changesOfInsert(record));
}

const searchedColumns = ['username', 'email', 'display_name'] as const;

/** What users whose rows were just inserted are found by: sets of names, and words of a search. */
export async function insertSearchRows(tx: Transaction, records: readonly UserRecord[]): Promise<void> {
  for (const { column, table, name } of nameSets) {
    const rows = records.flatMap((record) =>
      record[column] === '[]'
        ? []
        : parseNames(record[column]).map((value) => ({ user_id: record.id, [name]: value })),
    );
    await insertRows(tx, table, rows);
  }
  await insertWords(tx, records);
}

/**
 * Changes a user and counts the version up. The version that was read is part of the condition: a row that somebody else
 * changed in between is not overwritten on any engine, however it locks.
 * @throws StaleRowError when the row was changed in between; the transaction is then run again.
 * @throws Refusal `username-taken`, `email-taken` or `did-taken`
 */
export async function updateUserRow(
  tx: Transaction,
  read: UserRow,
  changes: Partial<UserRecord>,
  now: number,
): Promise<void> {
  const updated = await tx('users')
    .where({ id: read.id, version: read.version })
    .update({ ...changes, updated_at: now, version: read.version + 1 })
    .catch((error: unknown) => refuseWrite(tx, error, changes, read.id));
  if (updated !== 1) throw new StaleRowError(`User ${read.id} is no longer at version ${read.version}.`);
  for (const set of nameSets) {
    const json = changes[set.column];
    if (json !== undefined) await replaceNames(tx, read.id, set, json);
  }
  const after = { ...read, ...changes };
  if (searchedColumns.some((column) => after[column] !== read[column])) await replaceWords(tx, read, after);
  await noteCounts(tx, changesOfUpdate(read, after));
}

/** Deletes a user whose sessions and password are deleted already. */
export async function deleteUserRow(tx: Transaction, read: UserRow, now: number): Promise<void> {
  await deleteWords(tx, read);
  for (const set of nameSets) await tx(set.table).where({ user_id: read.id }).delete();
  const deleted = await tx('users').where({ id: read.id, version: read.version }).delete();
  if (deleted !== 1) throw new StaleRowError(`User ${read.id} is no longer at version ${read.version}.`);
  await noteCounts(tx, changesOfDelete(read, now));
}

/** Notes a log-in of a user who was locked and read. It is no change of the user: the version stays. */
export async function noteUserLoggedIn(
  tx: Transaction,
  { id, last_seen_at: before }: Pick<UserRow, 'id' | 'last_seen_at'>,
  now: number,
): Promise<void> {
  await tx('users').where({ id }).update({ last_login_at: now, last_seen_at: now });
  await noteCounts(tx, [...changesOfSight(before, now), changeOfLogIn('logIns', now)]);
}

/** Notes that a user was seen, unless that was done since the given moment; of many who try at once, one does. */
export async function noteUserSeen(
  tx: Transaction,
  id: string,
  { now, unlessSince }: { readonly now: number; readonly unlessSince: number },
): Promise<void> {
  const row: Pick<UserRow, 'last_seen_at'> | undefined = await tx('users')
    .where({ id })
    .andWhere((stale) => stale.whereNull('last_seen_at').orWhere('last_seen_at', '<=', unlessSince))
    .forUpdate()
    .first('last_seen_at');
  if (row === undefined) return;
  await tx('users').where({ id }).update({ last_seen_at: now });
  await noteCounts(tx, changesOfSight(row.last_seen_at, now));
}
