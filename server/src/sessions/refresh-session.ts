import type { AuditChange, AuditEntry } from '../audit/audit-event.ts';
import type { Config } from '../config.ts';
import type { Transaction } from '../database/database.ts';
import { clearedCookies } from '../http/cookies.ts';
import type { Change, Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockUser, readUserById } from '../users/user-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { answerTokens } from './answer-tokens.ts';
import { hashFamily, isIssued, pairOf, readRefreshToken, type TokenPair } from './refresh-tokens.ts';
import { isOver, lifeLimits } from './session-life.ts';
import { endSession, noteSeen } from './session-queries.ts';
import {
  beginNextGeneration,
  curtailAccessTokens,
  insertAccessToken,
  type RefreshableRow,
  readAccessExpiry,
  readFamily,
} from './token-queries.ts';
import { hashToken, type Transport } from './tokens.ts';

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

function audit(action: string, row: RefreshableRow, user: UserRow, change: AuditChange): AuditEntry {
  return {
    action,
    actor: { kind: 'user', id: user.id, name: user.username, credentialId: row.session_id },
    target: { kind: 'session', id: row.session_id, name: user.username },
    changes: [change],
  };
}

/**
 * When the successors of a used token may be handed out once more, the access token's expiry; otherwise nothing. Of the
 * tokens that were used only the last has a successor that was not.
 */
async function repeatable(
  tx: Transaction,
  { row, used, next, now }: { row: RefreshableRow; used: number; next: TokenPair; now: number },
): Promise<number | undefined> {
  const isLastUsed = used === row.generation - 1;
  if (!isLastUsed || row.rotated_at === null || now - row.rotated_at > repeatWindowMs) return undefined;
  return readAccessExpiry(tx, hashToken(next.accessToken));
}

export const refreshSession: Handler<'refreshSession'> = async (request, { config, clock }) => {
  const { body, browser, change } = request;
  const transport: Transport = body.refreshToken === undefined ? 'cookie' : 'bearer';
  const sent = body.refreshToken ?? browser.refreshCookie;
  const invalid = () => refused(transport === 'cookie' && sent !== undefined, config);
  if (transport === 'cookie' && sent !== undefined) browser.refuseCrossOrigin();
  const presented = sent === undefined ? undefined : readRefreshToken(transport, sent);
  if (presented === undefined) throw invalid();
  const { generation } = presented;
  const familyHash = hashFamily(presented);

  return change(async (tx): Promise<Change<'refreshSession'>> => {
    const found = await readFamily(tx, familyHash);
    if (found === undefined || !isIssued(presented, found.salt)) throw invalid();
    // Whoever disables the user locks the same row first: either the session is gone after this, or it is ended later.
    await lockUser(tx, found.user_id);
    const now = clock.now();
    const isFirst = await beginNextGeneration(tx, { familyHash, generation, now });
    const row = await readFamily(tx, familyHash);
    if (!row || isOver(row, lifeLimits(now, config))) throw invalid();
    const { session_id: sessionId, session_expires_at: refreshExpiresAt } = row;
    if (isFirst) await noteSeen(tx, { sessionId, userId: row.user_id, now });
    const user = await readUserById(tx, row.user_id);
    if (user?.status !== 'active') throw invalid();

    const next = pairOf({ ...presented, salt: row.salt }, generation + 1);
    const answer = (accessExpiresAt: number) =>
      answerTokens({ sessionId, transport, ...next, accessExpiresAt, refreshExpiresAt, user }, now, config);
    if (isFirst) {
      const accessExpiresAt = Math.min(now + config.accessTokenTtlSeconds * 1000, refreshExpiresAt);
      await curtailAccessTokens(tx, sessionId, { now, end: now + overlapMs });
      await insertAccessToken(tx, {
        sessionId,
        tokenHash: hashToken(next.accessToken),
        expiresAt: accessExpiresAt,
      });
      const rotated = { field: 'generation', before: generation, after: generation + 1 };
      return { answer: answer(accessExpiresAt), audit: audit('session.refreshed', row, user, rotated) };
    }
    const accessExpiresAt = await repeatable(tx, { row, used: generation, next, now });
    if (accessExpiresAt !== undefined) return { answer: answer(accessExpiresAt), audit: 'nothing-changed' };
    await endSession(tx, sessionId);
    const replayed = { field: 'replayedGeneration', after: generation };
    return { refusal: invalid(), audit: audit('session.endedByReplay', row, user, replayed) };
  });
};
