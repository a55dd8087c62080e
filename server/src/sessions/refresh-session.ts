import type { AuditChange, AuditEntry } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import type { Change, Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockUser, readUserById } from '../users/user-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { presentTokens } from './present-tokens.ts';
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
import { hashToken, isTokenOf, newSalt, successorToken } from './tokens.ts';

/** How long a refresh whose answer was lost may be repeated. */
const repeatWindowMs = 10_000;

/** How long requests that were sent with an earlier access token may take to arrive after a refresh. */
const overlapMs = 60_000;

function invalid(): Refusal {
  return new Refusal(
    'refresh-token-invalid',
    'The refresh token is unknown, expired, already used or ended.',
  );
}

interface Successors {
  readonly accessToken: string;
  readonly refreshToken: string;
}

function answer(row: RefreshableRow, user: UserRow, tokens: Successors, accessExpiresAt: number) {
  const { session_id: sessionId, session_expires_at: refreshExpiresAt } = row;
  return { body: presentTokens({ sessionId, ...tokens, accessExpiresAt, refreshExpiresAt, user }) };
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

export const refreshSession: Handler<'refreshSession'> = async ({ body, change }, { config, clock }) => {
  const presented = body.refreshToken;
  if (!isTokenOf('refresh', presented)) throw invalid();
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
    if (isFirst) await noteSeen(tx, { sessionId: row.session_id, userId: row.user_id, now });
    const user = await readUserById(tx, row.user_id);
    if (user?.status !== 'active') throw invalid();

    const next: Successors = {
      accessToken: successorToken('access', presented, row.salt),
      refreshToken: successorToken('refresh', presented, row.salt),
    };
    if (isFirst) {
      const accessExpiresAt = Math.min(now + config.accessTokenTtlSeconds * 1000, row.session_expires_at);
      await curtailAccessTokens(tx, row.session_id, { now, end: now + overlapMs });
      await insertTokenPair(tx, {
        sessionId: row.session_id,
        accessTokenHash: hashToken(next.accessToken),
        accessExpiresAt,
        refreshTokenHash: hashToken(next.refreshToken),
        generation: row.generation + 1,
        salt: newSalt(),
      });
      return {
        answer: answer(row, user, next, accessExpiresAt),
        audit: audit('session.refreshed', row, user, {
          field: 'generation',
          before: row.generation,
          after: row.generation + 1,
        }),
      };
    }
    const accessExpiresAt = await repeatable(tx, row, next, now);
    if (accessExpiresAt !== undefined) {
      return { answer: answer(row, user, next, accessExpiresAt), audit: 'nothing-changed' };
    }
    await endSession(tx, row.session_id);
    const replayed = { field: 'replayedGeneration', after: row.generation };
    return { refusal: invalid(), audit: audit('session.endedByReplay', row, user, replayed) };
  });
};
