import type { AuditChange, AuditEntry } from '../audit/audit-event.ts';
import type { Config } from '../config.ts';
import type { Transaction } from '../database/database.ts';
import { clearedCookies } from '../http/cookies.ts';
import type { Change, Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockUser, readUserById } from '../users/user-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { answerTokens } from './answer-tokens.ts';
import { isOver, lifeLimits } from './session-life.ts';
import {
  curtailAccessTokens,
  endSession,
  insertTokenPair,
  markRotated,
  noteSeen,
  type RefreshableRow,
  readAccessExpiry,
  readRefreshToken,
} from './session-queries.ts';
import { hashToken, isTokenOf, newSalt, purposes, successorToken, type Transport } from './tokens.ts';

/** How long a refresh whose answer was lost may be repeated. */
const repeatWindowMs = 10_000;

/** How long requests that were sent with an earlier access token may take to arrive after a refresh. */
const overlapMs = 60_000;

function refused(wasCookie: boolean, config: Config): Refusal {
  return new Refusal(
    'refresh-token-invalid',
    'The refresh token is missing, unknown, expired, already used or ended.',
    wasCookie ? { cookies: clearedCookies(['access', 'refresh'], config) } : {},
  );
}

interface Successors {
  readonly accessToken: string;
  readonly refreshToken: string;
}

function audit(action: string, row: RefreshableRow, user: UserRow, change: AuditChange): AuditEntry {
  return {
    action,
    actor: { kind: 'user', id: user.id, name: user.username, credentialId: row.session_id },
    target: { kind: 'session', id: row.session_id, name: user.username },
    changes: [change],
  };
}

/** When the successors of a used token may be handed out once more, the access token's expiry; otherwise nothing. */
async function repeatable(tx: Transaction, row: RefreshableRow, next: Successors, now: number) {
  if (row.rotated_at === null || now - row.rotated_at > repeatWindowMs) return undefined;
  const successor = await readRefreshToken(tx, hashToken(next.refreshToken));
  if (successor === undefined || successor.rotated_at !== null) return undefined;
  return readAccessExpiry(tx, hashToken(next.accessToken));
}

export const refreshSession: Handler<'refreshSession'> = async (request, { config, clock }) => {
  const { body, browser, change } = request;
  const transport: Transport = body.refreshToken === undefined ? 'cookie' : 'bearer';
  const presented = body.refreshToken ?? browser.refreshCookie;
  const invalid = () => refused(transport === 'cookie' && presented !== undefined, config);
  if (transport === 'cookie' && presented !== undefined) browser.refuseCrossOrigin();
  if (presented === undefined || !isTokenOf(purposes[transport].refresh, presented)) throw invalid();
  const presentedHash = hashToken(presented);

  return change(async (tx): Promise<Change<'refreshSession'>> => {
    const found = await readRefreshToken(tx, presentedHash);
    if (found === undefined) throw invalid();
    // Whoever disables the user locks the same row first: either the session is gone after this, or it is ended later.
    await lockUser(tx, found.user_id);
    const now = clock.now();
    const isFirst = await markRotated(tx, presentedHash, now);
    const row = await readRefreshToken(tx, presentedHash);
    if (!row || isOver(row, lifeLimits(now, config))) throw invalid();
    const { session_id: sessionId, session_expires_at: refreshExpiresAt, generation } = row;
    if (isFirst) await noteSeen(tx, { sessionId, userId: row.user_id, now });
    const user = await readUserById(tx, row.user_id);
    if (user?.status !== 'active') throw invalid();

    const next: Successors = {
      accessToken: successorToken(purposes[transport].access, presented, row.salt),
      refreshToken: successorToken(purposes[transport].refresh, presented, row.salt),
    };
    const answer = (accessExpiresAt: number) =>
      answerTokens({ sessionId, transport, ...next, accessExpiresAt, refreshExpiresAt, user }, now, config);
    if (isFirst) {
      const accessExpiresAt = Math.min(now + config.accessTokenTtlSeconds * 1000, refreshExpiresAt);
      await curtailAccessTokens(tx, sessionId, { now, end: now + overlapMs });
      await insertTokenPair(tx, {
        sessionId,
        accessTokenHash: hashToken(next.accessToken),
        accessExpiresAt,
        refreshTokenHash: hashToken(next.refreshToken),
        generation: generation + 1,
        salt: newSalt(),
      });
      const rotated = { field: 'generation', before: generation, after: generation + 1 };
      return { answer: answer(accessExpiresAt), audit: audit('session.refreshed', row, user, rotated) };
    }
    const accessExpiresAt = await repeatable(tx, row, next, now);
    if (accessExpiresAt !== undefined) return { answer: answer(accessExpiresAt), audit: 'nothing-changed' };
    await endSession(tx, sessionId);
    const replayed = { field: 'replayedGeneration', after: generation };
    return { refusal: invalid(), audit: audit('session.endedByReplay', row, user, replayed) };
  });
};
