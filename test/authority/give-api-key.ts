import { hashToken, newToken } from '../../server/src/sessions/tokens.ts';
import type { TestService } from '../support/service.ts';

/** An API key that was made without a request. */
export interface GivenApiKey {
  readonly id: string;
  readonly key: string;
}

/** Makes a key of a user through the database, whatever the user may do. */
export async function giveApiKey(
  { dependencies: { database, clock, newId } }: Pick<TestService, 'dependencies'>,
  userId: string,
  permissions: readonly string[] = [],
  createdBy = userId,
): Promise<GivenApiKey> {
  const now = clock.now();
  const given = { id: newId(now), key: newToken('apiKey') };
  await database.transact(async (tx) => {
    await tx('api_keys').insert({
      id: given.id,
      user_id: userId,
      created_by: createdBy,
      name: 'given',
      prefix: given.key.slice(0, 12),
      permissions: JSON.stringify([...permissions].sort()),
      created_at: now,
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
      version: 1,
    });
    await tx('api_key_secrets').insert({
      token_hash: hashToken(given.key),
      api_key_id: given.id,
      expires_at: null,
    });
    const rows = permissions.map((permission) => ({ api_key_id: given.id, permission }));
    if (rows.length > 0) await tx('api_key_permissions').insert(rows);
  });
  return given;
}

/** Gives a key one more secret through the database, and returns it. */
export async function giveSecret(
  { dependencies: { database } }: Pick<TestService, 'dependencies'>,
  keyId: string,
): Promise<string> {
  const key = newToken('apiKey');
  const row = { token_hash: hashToken(key), api_key_id: keyId, expires_at: null };
  await database.transact(async (tx) => {
    await tx('api_key_secrets').insert(row);
  });
  return key;
}
