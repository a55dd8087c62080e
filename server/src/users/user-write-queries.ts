import type { Transaction } from '../database/database.ts';
import { isDuplicate, isReferenceMissing, StaleRowError } from '../database/database-errors.ts';
import { insertRows } from '../database/insert-rows.ts';
import { fieldRefusal } from '../http/refusal.ts';
import { changesOfDelete, changesOfInsert, changesOfUpdate } from '../stats/count-changes.ts';
import { noteCounts } from '../stats/count-queries.ts';
import { parseNames, type UserRecord, type UserRow } from './user-row.ts';
import { deleteWords, insertWords, replaceWords } from './word-queries.ts';

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
  await insertSearchRows(tx, [record]).catch((error: unknown) => refuseWrite(tx, error, {}, record.id));
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
