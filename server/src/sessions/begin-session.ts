import type { AuditSource } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import type { Dependencies } from '../dependencies.ts';
import type { UserRow } from '../users/user-row.ts';
import type { IssuedTokens } from './answer-tokens.ts';
import { firstGeneration, hashFamily, newFamily, pairOf } from './refresh-tokens.ts';
import { lifeLimits } from './session-life.ts';
import { endSurplusSessions, insertSession } from './session-queries.ts';
import { insertAccessToken, insertFamily } from './token-queries.ts';
import { hashToken, type Transport } from './tokens.ts';

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
  const family = newFamily(transport);
  const issued: IssuedTokens = {
    sessionId: newId(now),
    transport,
    ...pairOf(family, firstGeneration),
    accessExpiresAt: Math.min(now + config.accessTokenTtlSeconds * 1000, refreshExpiresAt),
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
  const { sessionId } = issued;
  await insertAccessToken(tx, {
    sessionId,
    tokenHash: hashToken(issued.accessToken),
    expiresAt: issued.accessExpiresAt,
  });
  await insertFamily(tx, { sessionId, familyHash: hashFamily(family), salt: family.salt });
  return issued;
}
