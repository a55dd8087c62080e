import { createHash, randomUUID } from 'node:crypto';
import type { Dependencies } from '@roster/server';
import { changesOfInsert } from '../../../server/src/stats/count-changes.ts';
import { noteCounts } from '../../../server/src/stats/count-queries.ts';

/** Hashes without cost, so that thousands of calls take seconds: made for this test, and only checked here. */
export const cheapHasher: Dependencies['hasher'] = {
  hash: async (password) => cheapHash(password),
  verify: async (stored, password) => stored === cheapHash(password),
  isCurrent: () => true,
};

export function cheapHash(password: string): string {
  return `cheap$${createHash('sha256').update(password).digest('hex')}`;
}

interface Somebody {
  readonly username: string;
  readonly role: string;
  readonly grants?: readonly string[];
  readonly status?: 'active' | 'pending' | 'disabled';
  readonly password?: string;
  readonly did?: string;
  readonly mustChange?: boolean;
}

export const superPassword = 'the first password of the super admin';

const userManaging = ['users:read', 'users:create', 'users:update', 'users:disable', 'users:grant'];

/** Custom roles that everything begins with, by name. */
const roles: Readonly<Record<string, { rank: number; permissions: readonly string[] }>> = {
  chief: { rank: 85, permissions: ['roles:manage'] },
  keeper: { rank: 50, permissions: [...userManaging, 'users:delete', 'roles:manage', 'app.p0'] },
  clerk: { rank: 30, permissions: ['users:read', 'users:create', 'users:update', 'users:import'] },
  intern: { rank: 5, permissions: ['stats:read'] },
};

const applicationPermissions = ['app.p0', 'app.p1'];

/** The accounts that everything begins with. */
const people: readonly Somebody[] = [
  { username: 'root', role: 'super_admin', password: superPassword },
  { username: 'admin-plain', role: 'admin', password: 'secret of admin one' },
  {
    username: 'admin-full',
    role: 'admin',
    grants: ['permissions:manage', 'roles:manage'],
    password: 'secret of number two',
  },
  { username: 'chief-one', role: 'chief', password: 'secret of three' },
  { username: 'keeper-one', role: 'keeper', password: 'secret of four' },
  { username: 'clerk-one', role: 'clerk', did: 'did:example:clerk' },
  {
    username: 'editor-one',
    role: 'editor',
    grants: ['users:grant', 'users:read'],
    password: 'secret of six',
  },
  {
    username: 'granter-one',
    role: 'viewer',
    grants: ['permissions:manage', 'users:grant', 'users:read', 'users:reset-password', 'users:update'],
    did: 'did:example:granter',
  },
  { username: 'viewer-one', role: 'viewer', password: 'secret of eight' },
  { username: 'forced-one', role: 'admin', password: 'secret of nine', mustChange: true },
  { username: 'disabled-one', role: 'viewer', password: 'secret of ten', status: 'disabled' },
  { username: 'pending-one', role: 'intern', status: 'pending' },
];

/** Emptied at the start of every sequence, in the order that the references ask for. */
const emptied = [
  'user_count_deltas',
  'user_counts',
  'known_sources',
  'throttle_counters',
  'api_key_permissions',
  'api_key_secrets',
  'api_keys',
  'access_tokens',
  'refresh_tokens',
  'sessions',
  'audit_events',
  'super_admin',
  'user_passwords',
  'user_permissions',
  'user_servers',
  'user_groups',
  'users',
  'role_permissions',
  'template_permissions',
];

function userRow(somebody: Somebody, id: string, roleId: string) {
  return {
    id,
    username: somebody.username,
    username_key: somebody.username,
    did: somebody.did ?? null,
    role_id: roleId,
    status: somebody.status ?? 'active',
    permissions: JSON.stringify(somebody.grants ?? []),
    servers: '[]',
    groups: '[]',
    metadata: '{}',
    must_change_password: somebody.mustChange === true,
    created_at: 1,
    updated_at: 1,
    last_login_at: null,
    last_seen_at: null,
    version: 1,
  };
}

/**
 * Puts the database back to where every sequence begins.
 * @returns the passwords of the users, by id
 */
export async function resetWorld(database: Dependencies['database']): Promise<Map<string, string>> {
  const passwords = new Map<string, string>();
  await database.transact(async (tx) => {
    for (const table of emptied) await tx(table).delete();
    for (const table of ['roles', 'templates', 'permissions'])
      await tx(table).where({ built_in: false }).delete();
    await tx('roles').update({ version: 1, description: '' });
    await tx('templates').update({ version: 1, description: '', is_default: true });
    const entry = { description: '', category: 'app', built_in: false };
    await tx('permissions').insert(applicationPermissions.map((name) => ({ ...entry, name })));
    await tx('role_permissions').insert({ role_id: 'editor', permission: 'api-keys:create' });
    const roleIds = new Map<string, string>();
    for (const [name, { rank, permissions }] of Object.entries(roles)) {
      const id = randomUUID();
      roleIds.set(name, id);
      await tx('roles').insert({ id, name, description: '', rank, built_in: false, version: 1 });
      await tx('role_permissions').insert(permissions.map((permission) => ({ role_id: id, permission })));
    }
    await tx('templates').insert({
      id: randomUUID(),
      name: 't-0',
      description: '',
      built_in: false,
      is_default: false,
      version: 1,
    });
    await tx('template_permissions').insert(
      ['app.p0', 'users:read'].map((permission) => ({ template: 't-0', permission })),
    );
    const ids = people.map(() => randomUUID());
    const withIds = people.map((somebody, index) => ({ ...somebody, id: ids[index] ?? '' }));
    const rows = withIds.map((one) => userRow(one, one.id, roleIds.get(one.role) ?? one.role));
    await tx('users').insert(rows);
    await noteCounts(tx, rows.flatMap(changesOfInsert));
    await tx('user_permissions').insert(
      withIds.flatMap(({ id, grants = [] }) => grants.map((permission) => ({ user_id: id, permission }))),
    );
    for (const { id, password } of withIds) {
      if (password === undefined) continue;
      passwords.set(id, password);
      await tx('user_passwords').insert({
        user_id: id,
        password_hash: cheapHash(password),
        set_at: 1,
        set_by: id,
      });
    }
    await tx('super_admin').insert({ id: 1, user_id: ids[0], version: 1 });
  });
  return passwords;
}
