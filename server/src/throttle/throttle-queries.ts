import type { Reader, Transaction } from '../database/database.ts';

/** A counter of guesses that failed, or whose outcome is still to come. */
export interface CounterRow {
  readonly id: string;
  readonly count: number;
  /** When it starts from nothing again. */
  readonly expires_at: number;
}

/**
 * Adds one to each of the counters, or starts those anew whose time is over, in one statement; and gives them as they
 * are then. Nobody else changes them before the end of the transaction.
 */
export async function incrementCounters(
  tx: Transaction,
  fresh: readonly Pick<CounterRow, 'id' | 'expires_at'>[],
  now: number,
): Promise<CounterRow[]> {
  const isMySql = tx.client.dialect === 'mysql';
  // MySQL assigns from left to right, so the count goes first: it asks for the old end of the window.
  await tx('throttle_counters')
    .insert(fresh.map((counter) => ({ ...counter, count: 1 })))
    .onConflict('id')
    .merge({
      count: tx.raw('case when ?? <= ? then 1 else ?? + 1 end', [
        'throttle_counters.expires_at',
        now,
        'throttle_counters.count',
      ]),
      expires_at: tx.raw(
        `case when ?? <= ? then ${isMySql ? 'values(expires_at)' : 'excluded.expires_at'} else ?? end`,
        ['throttle_counters.expires_at', now, 'throttle_counters.expires_at'],
      ),
    });
  const rows: CounterRow[] = await tx('throttle_counters')
    .whereIn(
      'id',
      fresh.map(({ id }) => id),
    )
    .select('id', 'count', 'expires_at');
  return rows;
}

/** Takes one off each of the counters again, unless they have started anew since. */
export async function decrementCounters(tx: Transaction, counters: readonly CounterRow[]): Promise<void> {
  for (const { id, expires_at } of counters) {
    await tx('throttle_counters').where({ id, expires_at }).andWhere('count', '>', 0).decrement('count', 1);
  }
}

/** Forgets what was counted. */
export async function forgetCounters(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx('throttle_counters').whereIn('id', ids).delete();
}

/** Counters whose time is over. */
export async function listExpiredCounters(reader: Reader, now: number, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await reader('throttle_counters')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}

/** Deletes those of the counters that nobody has started anew meanwhile. */
export async function deleteCounters(tx: Transaction, ids: readonly string[], now: number): Promise<number> {
  return tx('throttle_counters').whereIn('id', ids).andWhere('expires_at', '<=', now).delete();
}
