import type { Knex } from 'knex';
import type { Reader, Transaction } from '../database/database.ts';
import { isReferenceMissing, StaleRowError } from '../database/database-errors.ts';
import { parseNames } from '../users/user-row.ts';
import type { ApiKeyRow } from './api-key-row.ts';

/** A key of a user, if it is one of theirs. */
export async function findApiKey(reader: Reader, userId: string, id: string): Promise<ApiKeyRow | undefined> {
  return reader('api_keys').where({ id, user_id: userId }).first();
}

/** Keys of a user, newest first, behind the given id; only one of them, where an id is named. */
export async function listApiKeyRows(
  reader: Reader,
  userId: string,
  page: { readonly onlyId: string | undefined; readonly afterId: string | undefined; readonly limit: number },
): Promise<ApiKeyRow[]> {
  const query = reader('api_keys').where({ user_id: userId }).orderBy('id', 'desc').limit(page.limit);
  if (page.onlyId !== undefined) query.andWhere({ id: page.onlyId });
  if (page.afterId !== undefined) query.andWhere('id', '<', page.afterId);
  return query.select('*');
}

function whereLive(keys: Knex.QueryBuilder, now: number): void {
  keys.whereNull('revoked_at').andWhere((key) => key.whereNull('expires_at').orWhere('expires_at', '>', now));
}

/** The number of keys of a user that are neither revoked nor expired. */
export async function countLiveApiKeys(tx: Transaction, userId: string, now: number): Promise<number> {
  const keys = tx('api_keys').where({ user_id: userId });
  whereLive(keys, now);
  const row: { number?: number | string } | undefined = await keys.count({ number: '*' }).first();
  return Number(row?.number ?? 0);
}

/** @throws StaleRowError when a permission that it names was just removed; the transaction is then run again. */
export async function insertApiKey(tx: Transaction, key: ApiKeyRow): Promise<void> {
  await tx('api_keys').insert(key);
  const rows = parseNames(key.permissions).map((permission) => ({ api_key_id: key.id, permission }));
  if (rows.length === 0) return;
  await tx('api_key_permissions')
    .insert(rows)
    .catch((error: unknown) => {
      if (!isReferenceMissing(error)) throw error;
      throw new StaleRowError('A permission was just removed.', { cause: error });
    });
}

/**
 * Changes a live key and counts the version up.
 * @throws StaleRowError when the key was changed in between; the transaction is then run again.
 */
export async function updateApiKeyRow(
  tx: Transaction,
  read: ApiKeyRow,
  changes: Partial<ApiKeyRow>,
): Promise<ApiKeyRow> {
  const next = { ...changes, version: read.version + 1 };
  const updated = await tx('api_keys')
    .where({ id: read.id, version: read.version })
    .whereNull('revoked_at')
    .update(next);
  if (updated !== 1) throw new StaleRowError(`API key ${read.id} is no longer at version ${read.version}.`);
  return { ...read, ...next };
}

/** So many keys are named in one statement. */
const batchSize = 500;

async function inBatches(ids: readonly string[], work: (batch: readonly string[]) => Promise<unknown>) {
  for (let start = 0; start < ids.length; start += batchSize) await work(ids.slice(start, start + batchSize));
}

/** Of a key that is dead nothing remains that works or that holds a permission in the catalogue. */
async function deleteParts(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx('api_key_secrets').whereIn('api_key_id', ids).delete();
  await tx('api_key_permissions').whereIn('api_key_id', ids).delete();
}

async function revokeRows(tx: Transaction, ids: readonly string[], now: number): Promise<void> {
  await inBatches(ids, async (batch) => {
    // The key first: whoever rotates it at the same time changes the same row first, too.
    await tx('api_keys')
      .whereIn('id', batch)
      .whereNull('revoked_at')
      .update({ revoked_at: now, version: tx.raw('version + 1') });
    await deleteParts(tx, batch);
  });
}

/** Revokes a key for good. */
export async function revokeApiKeyRow(tx: Transaction, id: string, now: number): Promise<void> {
  await revokeRows(tx, [id], now);
}

/** Revokes for good all keys of a user, and those that the user made for others. */
export async function revokeApiKeysOf(tx: Transaction, userId: string, now: number): Promise<void> {
  for (const column of ['user_id', 'created_by']) {
    const ids: string[] = await tx('api_keys')
      .where({ [column]: userId })
      .whereNull('revoked_at')
      .orderBy('id')
      .pluck('id');
    await revokeRows(tx, ids, now);
  }
}

async function deleteRows(tx: Transaction, ids: readonly string[]): Promise<void> {
  await inBatches(ids, async (batch) => {
    await deleteParts(tx, batch);
    await tx('api_keys').whereIn('id', batch).delete();
  });
}

/** Deletes all keys of a user; those that the user made for others stay, and are to be revoked. */
export async function deleteApiKeysOfUser(tx: Transaction, userId: string): Promise<void> {
  await deleteRows(tx, await tx('api_keys').where({ user_id: userId }).pluck('id'));
}

/** Deletes the oldest of the dead keys of a user, beyond the number that is kept. */
export async function deleteSurplusApiKeys(
  tx: Transaction,
  userId: string,
  { now, keep }: { readonly now: number; readonly keep: number },
): Promise<void> {
  const ids: string[] = await tx('api_keys')
    .where({ user_id: userId })
    .andWhere((key) => key.whereNotNull('revoked_at').orWhere('expires_at', '<=', now))
    .orderBy('id', 'desc')
    .offset(keep)
    .limit(batchSize)
    .pluck('id');
  await deleteRows(tx, ids);
}

/** Takes a permission from the keys that are expired: they do not keep it in the catalogue. */
export async function forgetPermissionOfExpiredKeys(
  tx: Transaction,
  permission: string,
  now: number,
): Promise<void> {
  const ids: string[] = await tx('api_key_permissions')
    .join('api_keys', 'api_keys.id', 'api_key_permissions.api_key_id')
    .where('api_key_permissions.permission', permission)
    .andWhere('api_keys.expires_at', '<=', now)
    .pluck('api_keys.id');
  await inBatches(ids, (batch) =>
    tx('api_key_permissions').where({ permission }).whereIn('api_key_id', batch).delete(),
  );
}
