import type { Dependencies } from '../dependencies.ts';
import { timestamp } from '../http/timestamp.ts';
import { readCursor } from '../lists/cursor.ts';
import { pageOf } from '../lists/page.ts';
import { listSessionRows, type SessionRow } from './live-session-queries.ts';
import { lifeLimits } from './session-life.ts';

/** Which sessions are listed, and for whom. */
export interface SessionPage {
  readonly operationId: string;
  readonly userId: string;
  /** The session of whoever asks. */
  readonly currentId: string;
  readonly limit: number;
  readonly cursor: string | undefined;
}

function presentSession(row: SessionRow, currentId: string) {
  return {
    id: row.id,
    createdAt: timestamp(row.created_at),
    lastSeenAt: timestamp(row.last_seen_at),
    expiresAt: timestamp(row.expires_at),
    sourceAddress: row.source_address,
    userAgent: row.user_agent,
    isCurrent: row.id === currentId,
  };
}

/** A page of the sessions of one user, newest first. */
export async function pageOfSessions(
  { operationId, userId, currentId, limit, cursor }: SessionPage,
  { config, database, clock, cursorKey }: Dependencies,
) {
  const scope = { key: cursorKey, list: `${operationId} ${userId}` };
  const afterId = cursor === undefined ? undefined : readCursor(scope, cursor);
  const page = { ...lifeLimits(clock.now(), config), afterId, limit: limit + 1 };
  const rows = await listSessionRows(database.reader, userId, page);
  return pageOf(rows, {
    limit,
    scope,
    positionOf: (row) => row.id,
    present: (row) => presentSession(row, currentId),
  });
}
