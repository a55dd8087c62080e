import type { Knex } from 'knex';
import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Transaction } from '../database/database.ts';
import { isStillReferenced, StaleRowError } from '../database/database-errors.ts';
import { deleteByIds } from '../database/delete-by-ids.ts';
import { selectUsers } from '../users/user-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { noteUserSeen } from '../users/user-seen-queries.ts';
import type { SessionRow } from './live-session-queries.ts';
import { type LifeLimits, seenEveryMs } from './session-life.ts';

/** A user together with the session that is being used. */
export interface SessionRowInUse extends UserRow {
  session_id: string;
  session_expires_at: number;
  session_last_seen_at: number;
}

/** The same with what is known of the access token that was sent. */
export interface SessionUserRow extends SessionRowInUse {
  access_expires_at: number;
}

function selectSessions(knex: Knex): Knex.QueryBuilder {
  return selectUsers(knex).join('sessions', 'sessions.user_id', 'users.id').select({
    session_id: 'sessions.id',
    session_expires_at: 'sessions.expires_at',
    session_last_seen_at: 'sessions.last_seen_at',
  });
}

const sessionByAccessToken = compileQuery((knex) =>
  selectSessions(knex)
    .join('access_tokens', 'access_tokens.session_id', 'sessions.id')
    .select({ access_expires_at: 'access_tokens.expires_at' })
    .where('access_tokens.token_hash', bound),
);
const sessionById = compileQuery((knex) => selectSessions(knex).where('sessions.id', bound));

export async function findSessionByAccessToken(
  database: Database,
  tokenHash: string,
): Promise<SessionUserRow | undefined> {
  const [row] = await database.run<SessionUserRow>(sessionByAccessToken, [tokenHash]);
  return row;
}

export async function findSessionById(database: Database, id: string): Promise<SessionRowInUse | undefined> {
  const [row] = await database.run<SessionRowInUse>(sessionById, [id]);
  return row;
}

export async function insertSession(tx: Transaction, session: SessionRow): Promise<void> {
  await tx('sessions').insert(session);
}

/** True if the session has not ended, as this transaction sees it. */
export async function isSessionThere(tx: Transaction, id: string, userId: string): Promise<boolean> {
  const row: object | undefined = await tx('sessions').where({ id, user_id: userId }).first('id');
  return row !== undefined;
}

/** Ends sessions for good: they and their tokens are deleted. Gives the number of those that were still there. */
export async function endSessions(tx: Transaction, ids: readonly string[]): Promise<number> {
  const ofSession = 'session_id';
  await deleteByIds(tx, 'access_tokens', ids, { column: ofSession, index: 'access_tokens_session_id_index' });
  await deleteByIds(tx, 'refresh_tokens', ids, {
    column: ofSession,
    index: 'refresh_tokens_generation_unique',
  });
  return deleteByIds(tx, 'sessions', ids).catch((error: unknown) => {
    if (!isStillReferenced(error)) throw error;
    // The session was refreshed meanwhile: run again, and its new tokens are found.
    throw new StaleRowError('A session was just refreshed.', { cause: error });
  });
}

/** Ends a session for good; false if somebody else already did. */
export async function endSession(tx: Transaction, id: string): Promise<boolean> {
  return (await endSessions(tx, [id])) > 0;
}

/** Ends all sessions of a user, who is locked, but the one that is to go on. */
export async function endSessionsOfUser(tx: Transaction, userId: string, exceptId?: string): Promise<void> {
  const sessions = tx('sessions').where({ user_id: userId });
  if (exceptId !== undefined) sessions.whereNot({ id: exceptId });
  await endSessions(tx, await sessions.pluck('id'));
}

/** Ends the sessions of a user, who is locked, that are over, and the oldest beyond the number that a user may have. */
export async function endSurplusSessions(
  tx: Transaction,
  userId: string,
  limits: LifeLimits & { readonly keep: number },
): Promise<void> {
  const oldest: { id: string } | undefined = await tx('sessions')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .offset(limits.keep - 1)
    .first('id');
  const ids: string[] = await tx('sessions')
    .where({ user_id: userId })
    .andWhere((surplus) => {
      surplus.where('expires_at', '<=', limits.now).orWhere('last_seen_at', '<=', limits.unusedSince);
      if (oldest) surplus.orWhere('id', '<', oldest.id);
    })
    .pluck('id');
  await endSessions(tx, ids);
}

/** Who was seen, in which session, and when. */
export interface Sighting {
  readonly sessionId: string;
  readonly userId: string;
  readonly now: number;
}

/**
 * Notes when session and user were last seen, unless that was done lately. It is no change of the user: the version
 * stays. The user comes first, as wherever sessions are ended, so that nobody waits in a circle.
 */
export async function noteSeen(tx: Transaction, { sessionId, userId, now }: Sighting): Promise<void> {
  const longAgo = now - seenEveryMs;
  await noteUserSeen(tx, userId, { now, unlessSince: longAgo });
  await tx('sessions')
    .where({ id: sessionId })
    .andWhere('last_seen_at', '<=', longAgo)
    .update({ last_seen_at: now });
}

/** The same in a transaction of its own. */
export async function touchSession(database: Database, sighting: Sighting): Promise<void> {
  await database.transact((tx) => noteSeen(tx, sighting));
}
