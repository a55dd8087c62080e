import type { Knex } from 'knex';
import type { Reader, Transaction } from '../database/database.ts';
import type { LifeLimits } from './session-life.ts';

/** A session as it is stored. */
export interface SessionRow {
  id: string;
  user_id: string;
  created_at: number;
  expires_at: number;
  last_seen_at: number;
  source_address: string;
  user_agent: string;
}

/** A user's sessions that are not over yet. */
function liveSessions(reader: Reader, userId: string, limits: LifeLimits): Knex.QueryBuilder {
  return reader('sessions')
    .where({ user_id: userId })
    .andWhere('expires_at', '>', limits.now)
    .andWhere('last_seen_at', '>', limits.unusedSince);
}

/** One page of a user's sessions, newest first, which is the order of the ids, after the given id. */
export async function listSessionRows(
  reader: Reader,
  userId: string,
  page: LifeLimits & { readonly afterId: string | undefined; readonly limit: number },
): Promise<SessionRow[]> {
  const rows = liveSessions(reader, userId, page).orderBy('id', 'desc').limit(page.limit);
  return page.afterId === undefined ? rows : rows.andWhere('id', '<', page.afterId);
}

/** True if the user has this session and it is not over yet, as this transaction sees it. */
export async function isSessionLive(
  tx: Transaction,
  userId: string,
  session: LifeLimits & { readonly id: string },
): Promise<boolean> {
  const row: object | undefined = await liveSessions(tx, userId, session)
    .andWhere({ id: session.id })
    .first('id');
  return row !== undefined;
}

/** How many sessions of a user are not over yet, as this transaction sees it. */
export async function countLiveSessions(
  tx: Transaction,
  userId: string,
  limits: LifeLimits,
): Promise<number> {
  return (await liveSessions(tx, userId, limits).select('id')).length;
}
