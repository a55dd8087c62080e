import type { Knex } from 'knex';
import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Reader, Transaction } from '../database/database.ts';
import { selectUsers } from '../users/user-queries.ts';
import type { UserRow } from '../users/user-row.ts';
import { noteUserSeen } from '../users/user-seen-queries.ts';
import type { ApiKeyRow } from './api-key-row.ts';

/** A user together with the key that is being used, and what counts of whoever made it. */
export interface KeyUserRow extends UserRow {
  key_id: string;
  key_created_by: string;
  key_permissions: string;
  key_expires_at: number | null;
  key_last_used_at: number | null;
  key_revoked_at: number | null;
  secret_expires_at: number | null;
  /** Null, like the next three, if the maker's account was deleted. */
  maker_status: UserRow['status'] | null;
  maker_role_id: string | null;
  maker_role_rank: number | null;
  maker_permissions: string | null;
}

/** Keys with their user and maker; the hash of a secret is still to be asked for. */
function selectKeyUsers(knex: Reader | Knex): Knex.QueryBuilder {
  return selectUsers(knex)
    .join('api_keys', 'api_keys.user_id', 'users.id')
    .join('api_key_secrets', 'api_key_secrets.api_key_id', 'api_keys.id')
    .leftJoin({ makers: 'users' }, 'makers.id', 'api_keys.created_by')
    .leftJoin({ maker_roles: 'roles' }, 'maker_roles.id', 'makers.role_id')
    .select({
      key_id: 'api_keys.id',
      key_created_by: 'api_keys.created_by',
      key_permissions: 'api_keys.permissions',
      key_expires_at: 'api_keys.expires_at',
      key_last_used_at: 'api_keys.last_used_at',
      key_revoked_at: 'api_keys.revoked_at',
      secret_expires_at: 'api_key_secrets.expires_at',
      maker_status: 'makers.status',
      maker_role_id: 'maker_roles.id',
      maker_role_rank: 'maker_roles.rank',
      maker_permissions: 'makers.permissions',
    });
}

const keyBySecret = compileQuery((knex) => selectKeyUsers(knex).where('api_key_secrets.token_hash', bound));

export async function findApiKeyBySecret(
  database: Database,
  secretHash: string,
): Promise<KeyUserRow | undefined> {
  const [row] = await database.run<KeyUserRow>(keyBySecret, [secretHash]);
  return row;
}

/** The same as `findApiKeyBySecret`, as this transaction sees it. */
export async function readApiKeyBySecret(
  tx: Transaction,
  secretHash: string,
): Promise<KeyUserRow | undefined> {
  const row: KeyUserRow | undefined = await selectKeyUsers(tx)
    .where('api_key_secrets.token_hash', secretHash)
    .first();
  return row;
}

export async function insertSecret(tx: Transaction, keyId: string, secretHash: string): Promise<void> {
  await tx('api_key_secrets').insert({ token_hash: secretHash, api_key_id: keyId, expires_at: null });
}

/** Lets the newest secret of a key go on until the given moment, or ends it where there is none, and ends older ones. */
export async function retireSecrets(tx: Transaction, keyId: string, until: number | null): Promise<void> {
  const secrets = () => tx('api_key_secrets').where({ api_key_id: keyId });
  await secrets().whereNotNull('expires_at').delete();
  if (until === null) await secrets().delete();
  else await secrets().update({ expires_at: until });
}

/**
 * Notes when a key and its user were last seen, each only if nobody noted it since: of many requests that find it due at
 * the same time, one writes.
 */
export async function noteApiKeyUsed(
  database: Database,
  id: ApiKeyRow['id'],
  userId: string,
  { now, unlessSince }: { readonly now: number; readonly unlessSince: number },
): Promise<void> {
  await database.transact(async (tx) => {
    await noteUserSeen(tx, userId, { now, unlessSince });
    await tx('api_keys')
      .where({ id })
      .andWhere((row) => row.whereNull('last_used_at').orWhere('last_used_at', '<=', unlessSince))
      .update({ last_used_at: now });
  });
}
