import type { AuditChange, AuditEntry } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { hashToken, newToken } from '../sessions/tokens.ts';
import { formatNames, parseNames } from '../users/user-row.ts';
import { insertSecret } from './api-key-credential-queries.ts';
import { countLiveApiKeys, deleteSurplusApiKeys, insertApiKey } from './api-key-queries.ts';
import type { ApiKeyRow } from './api-key-row.ts';
import { presentApiKey } from './present-api-key.ts';

/** A bound on what one account can store: so many live keys, and as many dead ones. */
const maxApiKeys = 100;

/** Enough to recognize a key by, and far too little to guess the rest. */
const prefixLength = 12;

/** The start of a secret, which may be shown. */
export function prefixOf(key: string): string {
  return key.slice(0, prefixLength);
}

/** What is decided about a key before it is made. */
export interface NewApiKey {
  readonly id: string;
  readonly userId: string;
  readonly createdBy: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly expiresAt: number | null;
  readonly now: number;
}

/**
 * Makes a key for a user who is locked, so that the number of keys holds.
 * @returns the key's row, and the secret for the only time
 * @throws Refusal `api-key-limit-reached`
 */
export async function issueApiKey(
  tx: Transaction,
  wish: NewApiKey,
): Promise<{ row: ApiKeyRow; key: string }> {
  if ((await countLiveApiKeys(tx, wish.userId, wish.now)) >= maxApiKeys) {
    throw new Refusal('api-key-limit-reached', `The user has ${maxApiKeys} API keys already.`);
  }
  await deleteSurplusApiKeys(tx, wish.userId, { now: wish.now, keep: maxApiKeys });
  const key = newToken('apiKey');
  const row: ApiKeyRow = {
    id: wish.id,
    user_id: wish.userId,
    created_by: wish.createdBy,
    name: wish.name,
    prefix: prefixOf(key),
    permissions: formatNames(wish.permissions),
    created_at: wish.now,
    expires_at: wish.expiresAt,
    last_used_at: null,
    revoked_at: null,
    version: 1,
  };
  await insertApiKey(tx, row);
  await insertSecret(tx, row.id, hashToken(key));
  return { row, key };
}

/** The audit entry of something that was done to a key. */
export function apiKeyAudit(action: string, row: ApiKeyRow, changes: readonly AuditChange[]): AuditEntry {
  return { action, target: { kind: 'api-key', id: row.id, name: row.name }, changes };
}

/** The audit entry of a new key. */
export function issuedAudit(row: ApiKeyRow): AuditEntry {
  const { expiresAt } = presentApiKey(row);
  return apiKeyAudit('apiKey.created', row, [
    { field: 'userId', after: row.user_id },
    { field: 'permissions', after: parseNames(row.permissions) },
    { field: 'expiresAt', after: expiresAt },
  ]);
}
