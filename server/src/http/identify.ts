import { findApiKeyBySecret, noteApiKeyUsed } from '../api-keys/api-key-credential-queries.ts';
import { keyParty } from '../api-keys/key-party.ts';
import type { Dependencies } from '../dependencies.ts';
import { earliest } from '../earliest.ts';
import { findRolePermissions } from '../roles/role-permission-queries.ts';
import { isOver, lifeLimits, seenEveryMs } from '../sessions/session-life.ts';
import {
  findSessionByAccessToken,
  findSessionById,
  type SessionRowInUse,
  touchSession,
} from '../sessions/session-queries.ts';
import { hashToken, isTokenOf, purposes } from '../sessions/tokens.ts';
import { partyOf, roleOf } from '../users/party.ts';
import type { Actor, Credential } from './actor.ts';
import type { SentCredential } from './sent-credential.ts';

/** Whose credential it is, and how to note that it was used. */
export interface Identity {
  readonly actor: Actor;
  /** Writes when it was last used, if that was long enough ago. */
  noteUse(): Promise<void>;
}

function isLongAgo(moment: number | null, now: number): boolean {
  return moment === null || now - moment >= seenEveryMs;
}

/** Whose session it is, if it can be used; that of its access token is for whoever has one to see to. */
async function sessionIdentity(
  row: SessionRowInUse | undefined,
  accessExpiresAt: number,
  { config, database, clock }: Dependencies,
): Promise<Identity | undefined> {
  const now = clock.now();
  if (row?.status !== 'active' || isOver(row, lifeLimits(now, config))) return undefined;
  return {
    actor: {
      party: partyOf(row, await findRolePermissions(database, roleOf(row))),
      user: row,
      credential: { kind: 'session', id: row.session_id, expiresAt: accessExpiresAt },
    },
    async noteUse() {
      if (!isLongAgo(row.session_last_seen_at, now)) return;
      await touchSession(database, { sessionId: row.session_id, userId: row.id, now });
    },
  };
}

async function identifySession(token: string, dependencies: Dependencies): Promise<Identity | undefined> {
  const row = await findSessionByAccessToken(dependencies.database, hashToken(token));
  if (row === undefined || row.access_expires_at <= dependencies.clock.now()) return undefined;
  return sessionIdentity(row, row.access_expires_at, dependencies);
}

async function identifyApiKey(
  secretHash: string,
  { database, clock }: Dependencies,
): Promise<Identity | undefined> {
  const row = await findApiKeyBySecret(database, secretHash);
  if (row === undefined) return undefined;
  const now = clock.now();
  const expiresAt = earliest(row.key_expires_at, row.secret_expires_at) ?? null;
  const isValid =
    row.status === 'active' &&
    row.maker_status === 'active' &&
    row.key_revoked_at === null &&
    (expiresAt === null || expiresAt > now);
  if (!isValid) return undefined;
  return {
    actor: {
      party: await keyParty(row, (role) => findRolePermissions(database, role)),
      user: row,
      credential: { kind: 'api-key', id: row.key_id, expiresAt, createdBy: row.key_created_by, secretHash },
    },
    async noteUse() {
      if (!isLongAgo(row.key_last_used_at, now)) return;
      await noteApiKeyUsed(database, row.key_id, row.id, { now, unlessSince: now - seenEveryMs });
    },
  };
}

/**
 * Recognizes an access token or an API key, with one indexed query, and one more for each role whose permissions are
 * listed.
 * @returns undefined unless it can be used at this moment
 */
export async function identify(
  { transport, token }: SentCredential,
  dependencies: Dependencies,
): Promise<Identity | undefined> {
  if (isTokenOf(purposes[transport].access, token)) return identifySession(token, dependencies);
  if (transport === 'bearer' && isTokenOf('apiKey', token)) {
    return identifyApiKey(hashToken(token), dependencies);
  }
  return undefined;
}

/** The same for a credential that was recognized before, by what it is the token of. */
export async function identifyAgain(
  credential: Credential,
  dependencies: Dependencies,
): Promise<Identity | undefined> {
  if (credential.kind === 'api-key') return identifyApiKey(credential.secretHash, dependencies);
  const row = await findSessionById(dependencies.database, credential.id);
  return sessionIdentity(row, credential.expiresAt, dependencies);
}
