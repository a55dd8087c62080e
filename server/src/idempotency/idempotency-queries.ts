import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Reader, Transaction } from '../database/database.ts';
import { isDuplicate } from '../database/database-errors.ts';

/** What a request with an idempotency key left. */
export interface IdempotencyRecord {
  id: string;
  fingerprint: string;
  /** Null only inside of the transaction that works it out. */
  sealed_answer: string | null;
  expires_at: number;
}

const recordById = compileQuery((knex) => knex('idempotency_records').where('id', bound).select('*'));

export async function findRecord(database: Database, id: string): Promise<IdempotencyRecord | undefined> {
  const [row] = await database.run<IdempotencyRecord>(recordById, [id]);
  return row;
}

export async function readRecord(tx: Transaction, id: string): Promise<IdempotencyRecord | undefined> {
  return tx('idempotency_records').where({ id }).first();
}

/** @returns false if there is one with this id already. Waits while another transaction is about to insert it. */
export async function insertRecord(tx: Transaction, record: IdempotencyRecord): Promise<boolean> {
  try {
    await tx('idempotency_records').insert(record);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export async function writeSealedAnswer(tx: Transaction, id: string, sealed: string): Promise<void> {
  await tx('idempotency_records').where({ id }).update({ sealed_answer: sealed });
}

export async function deleteRecord(tx: Transaction, id: string): Promise<void> {
  await tx('idempotency_records').where({ id }).delete();
}

export async function listExpiredRecordIds(reader: Reader, now: number, limit: number): Promise<string[]> {
  return reader('idempotency_records').where('expires_at', '<=', now).limit(limit).pluck('id');
}

/** Deletes those of the records that are expired still: a key that was sent again has a new one. */
export async function deleteExpiredRecords(
  tx: Transaction,
  ids: readonly string[],
  now: number,
): Promise<number> {
  return tx('idempotency_records')
    .whereIn('id', [...ids])
    .andWhere('expires_at', '<=', now)
    .delete();
}
