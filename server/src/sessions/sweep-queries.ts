import type { Reader, Transaction } from '../database/database.ts';
import { deleteByIds } from '../database/delete-by-ids.ts';
import type { LifeLimits } from './session-life.ts';

/**
 * How long after its end something is deleted. A request that came in just before the end may still be noting that the
 * session was used; after this time none does.
 */
export const sweepGraceMs = 60_000;

/** Sessions that are over: first those that have expired, then those that nobody uses; each is a range of an index. */
export async function listOverSessionIds(
  reader: Reader,
  { now, unusedSince }: LifeLimits,
  limit: number,
): Promise<string[]> {
  const range = (column: 'expires_at' | 'last_seen_at', end: number): Promise<{ id: string }[]> =>
    reader('sessions').where(column, '<=', end).orderBy(column).limit(limit).select('id');
  const expired = await range('expires_at', now);
  const rows = expired.length > 0 ? expired : await range('last_seen_at', unusedSince);
  return rows.map(({ id }) => id);
}

/** Hashes of access tokens that expired before a moment. */
export async function listExpiredAccessTokens(
  reader: Reader,
  before: number,
  limit: number,
): Promise<string[]> {
  const rows: { token_hash: string }[] = await reader('access_tokens')
    .where('expires_at', '<=', before)
    .orderBy('expires_at')
    .limit(limit)
    .select('token_hash');
  return rows.map((row) => row.token_hash);
}

export async function deleteAccessTokens(tx: Transaction, hashes: readonly string[]): Promise<number> {
  return deleteByIds(tx, 'access_tokens', hashes, { column: 'token_hash', index: 'primary' });
}
