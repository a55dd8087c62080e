import type { Party } from '../authority/rules.ts';
import type { Dependencies } from '../dependencies.ts';
import { isOver, lifeLimits, seenEveryMs } from '../sessions/session-life.ts';
import { findSessionByAccessToken, touchSession } from '../sessions/session-queries.ts';
import { hashToken, isTokenOf } from '../sessions/tokens.ts';
import { partyOf, roleOf } from '../users/party.ts';
import { findRolePermissions } from '../users/user-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { Refusal } from './refusal.ts';

/** Whoever makes the request. */
export interface Actor {
  readonly party: Party;
  /** The account as it was when the request came in. */
  readonly user: UserRow;
  readonly credential: { readonly kind: 'session'; readonly id: string; readonly expiresAt: number };
}

function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new Refusal('credential-invalid', 'The Authorization header is not a bearer token.');
  return token;
}

/**
 * Finds out who makes the request, with one indexed query, and one more for roles whose permissions are listed.
 * @returns undefined when no credential was sent.
 * @throws Refusal `credential-invalid`
 */
export async function authenticate(
  authorization: string | undefined,
  { config, database, clock, logger }: Dependencies,
): Promise<Actor | undefined> {
  const token = bearerToken(authorization);
  if (token === undefined) return undefined;
  const row = isTokenOf('access', token)
    ? await findSessionByAccessToken(database, hashToken(token))
    : undefined;
  const now = clock.now();
  const isValid =
    row !== undefined &&
    row.status === 'active' &&
    row.access_expires_at > now &&
    !isOver(row, lifeLimits(now, config));
  if (!isValid) throw new Refusal('credential-invalid', 'The access token is unknown, expired or ended.');
  const party = partyOf(row, await findRolePermissions(database, roleOf(row)));
  if (now - row.session_last_seen_at >= seenEveryMs) {
    await touchSession(database, { sessionId: row.session_id, userId: row.id, now }).catch((error: unknown) =>
      logger.warn({ err: error }, 'the last-seen time could not be written'),
    );
  }
  return {
    party,
    user: row,
    credential: { kind: 'session', id: row.session_id, expiresAt: row.access_expires_at },
  };
}
