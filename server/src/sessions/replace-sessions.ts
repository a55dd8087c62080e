import type { AuditActor, AuditEntry } from '../audit/audit-event.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Browser } from '../http/browser.ts';
import { readUserById } from '../users/user-queries.ts';
import { hashFamily, isIssued, readRefreshToken } from './refresh-tokens.ts';
import { sessionEnded } from './session-audit.ts';
import { endSession, findSessionByAccessToken } from './session-queries.ts';
import { readFamily } from './token-queries.ts';
import { hashToken, isTokenOf } from './tokens.ts';

/** A session that a browser still has a cookie of. */
export interface LeftSession {
  readonly id: string;
  /** Not necessarily whoever logs in now. */
  readonly userId: string;
}

async function findByRefreshCookie(database: Database, cookie: string): Promise<LeftSession | undefined> {
  const presented = readRefreshToken('cookie', cookie);
  if (presented === undefined) return undefined;
  const row = await readFamily(database.reader, hashFamily(presented));
  if (row === undefined || !isIssued(presented, row.salt)) return undefined;
  return { id: row.session_id, userId: row.user_id };
}

async function findByAccessCookie(database: Database, cookie: string): Promise<LeftSession | undefined> {
  if (!isTokenOf('cookieAccess', cookie)) return undefined;
  const row = await findSessionByAccessToken(database, hashToken(cookie));
  return row && { id: row.session_id, userId: row.id };
}

/** The sessions that the cookies of a browser belong to; mostly one, and that for access has often run out. */
export async function findLeftSessions(
  database: Database,
  { accessCookie, refreshCookie }: Browser,
): Promise<readonly LeftSession[]> {
  const byRefresh =
    refreshCookie === undefined ? undefined : await findByRefreshCookie(database, refreshCookie);
  const byAccess = accessCookie === undefined ? undefined : await findByAccessCookie(database, accessCookie);
  const found = [byRefresh, byAccess].filter((session) => session !== undefined);
  return [...new Map(found.map((session) => [session.id, session])).values()];
}

/**
 * Ends the sessions whose cookies a log-in replaces: otherwise they would go on where nobody sees them, and a cookie that
 * somebody planted or copied would outlive the log-in. Their users are locked.
 */
export async function endLeftSessions(
  tx: Transaction,
  sessions: readonly LeftSession[],
  actor: AuditActor,
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (const { id, userId } of sessions) {
    const user = await readUserById(tx, userId);
    if (user && (await endSession(tx, id))) entries.push({ ...sessionEnded(id, user.username), actor });
  }
  return entries;
}
