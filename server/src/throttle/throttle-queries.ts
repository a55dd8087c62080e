import type { Transaction } from '../database/database.ts';

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

/** True if the user of this name has logged in from the network since then. */
export async function isKnownSource(
  tx: Transaction,
  source: { readonly nameKey: string; readonly network: string; readonly since: number },
): Promise<boolean> {
  const row: object | undefined = await tx('known_sources')
    .join('users', 'users.id', 'known_sources.user_id')
    .where({ 'users.username_key': source.nameKey, 'known_sources.network': source.network })
    .andWhere('known_sources.last_success_at', '>=', source.since)
    .first('users.id');
  return row !== undefined;
}

/** Notes that the user has logged in from the network. */
export async function noteKnownSource(
  tx: Transaction,
  source: { readonly userId: string; readonly network: string; readonly now: number },
): Promise<void> {
  await tx('known_sources')
    .insert({ user_id: source.userId, network: source.network, last_success_at: source.now })
    .onConflict(['user_id', 'network'])
    .merge(['last_success_at']);
}

/** Forgets where a user has logged in from. */
export async function deleteKnownSources(tx: Transaction, userId: string): Promise<void> {
  await tx('known_sources').where({ user_id: userId }).delete();
}
