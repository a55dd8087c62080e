import type { Transaction } from '../database/database.ts';
import { changeOfLogIn, changesOfSight } from '../stats/count-changes.ts';
import { noteCounts } from '../stats/count-queries.ts';
import type { UserRow } from './user-row.ts';

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
