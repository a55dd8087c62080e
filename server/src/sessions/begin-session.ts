import type { AuditSource } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import type { Dependencies } from '../dependencies.ts';
import type { UserRow } from '../users/user-row.ts';
import type { IssuedTokens } from './answer-tokens.ts';
import { lifeLimits } from './session-life.ts';
import { endSurplusSessions, insertSession, insertTokenPair } from './session-queries.ts';
import { hashToken, newSalt, newToken, purposes, type Transport } from './tokens.ts';

/** A bound on what one account can store. */
const maxSessions = 100;

/** For whom a session begins, from where, and when. */
export interface SessionStart {
  readonly user: UserRow;
  readonly source: AuditSource;
  readonly now: number;
  readonly transport: Transport;
}

/** Begins a session of a user, whom the caller has locked, and gives its first tokens. */
export async function beginSession(
  tx: Transaction,
  { user, source, now, transport }: SessionStart,
  { config, newId }: Dependencies,
): Promise<IssuedTokens> {
  const refreshExpiresAt = now + config.refreshTokenTtlSeconds * 1000;
  const issued: IssuedTokens = {
    sessionId: newId(now),
    transport,
    accessToken: newToken(purposes[transport].access),
    accessExpiresAt: Math.min(now + config.accessTokenTtlSeconds * 1000, refreshExpiresAt),
    refreshToken: newToken(purposes[transport].refresh),
    refreshExpiresAt,
    user,
  };
  await insertSession(tx, {
    id: issued.sessionId,
    user_id: user.id,
    created_at: now,
    expires_at: refreshExpiresAt,
    last_seen_at: now,
    source_address: source.sourceAddress,
    user_agent: source.userAgent,
  });
  await endSurplusSessions(tx, user.id, { ...lifeLimits(now, config), keep: maxSessions });
  await insertTokenPair(tx, {
    sessionId: issued.sessionId,
    accessTokenHash: hashToken(issued.accessToken),
    accessExpiresAt: issued.accessExpiresAt,
    refreshTokenHash: hashToken(issued.refreshToken),
    generation: 1,
    salt: newSalt(),
  });
  return issued;
}
