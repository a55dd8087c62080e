import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenUser } from '../support/given.ts';
import {
  catalogueOf,
  effectiveOf,
  expectNeeds,
  givenActorHolding,
  givenPermission,
  givenRole,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

/** Why a user holds a permission: roles by name, grants as the word. */
async function reasonsOf(user: string, permission: string): Promise<string[]> {
  const { effective } = await service().root.getUserPermissions({ user });
  const found = effective.find((one) => one.permission === permission);
  return (found?.sources ?? []).map((source) => source.role ?? source.kind);
}

describe('getUserPermissions', () => {
  describe('200', () => {
    it('shows nothing for a viewer without grants', async () => {
      const { id: user } = await givenAccount(service());
      expect(await service().root.getUserPermissions({ user })).toEqual({ permissions: [], effective: [] });
    });

    it('tells roles from direct grants, names both where both hold it, and sorts by name', async () => {
      const permissions = ['stats:read', 'api-keys:create'];
      const { id: user } = await givenAccount(service(), { role: 'editor', permissions });
      expect(await service().root.getUserPermissions({ user })).toEqual({
        permissions: ['api-keys:create', 'stats:read'],
        effective: [
          {
            permission: 'api-keys:create',
            sources: [{ kind: 'role', role: 'editor' }, { kind: 'grant' }],
          },
          { permission: 'stats:read', sources: [{ kind: 'grant' }] },
        ],
      });
    });

    it('names the own role and the included role, highest first', async () => {
      const role = await givenRole(service(), { rank: 60, permissions: ['api-keys:create', 'stats:read'] });
      const { id: user } = await givenAccount(service(), { role: role.name });
      expect(await reasonsOf(user, 'api-keys:create')).toEqual([role.name, 'editor']);
      expect(await reasonsOf(user, 'stats:read')).toEqual([role.name]);
    });

    it('names no role that the own role does not include', async () => {
      const role = await givenRole(service(), { rank: 40, permissions: ['api-keys:create'] });
      const { id: user } = await givenAccount(service(), { role: role.name });
      expect(await reasonsOf(user, 'api-keys:create')).toEqual([role.name]);
    });

    it('shows for the super admin the whole catalogue, with every role that holds each', async () => {
      const { user } = await service().root.getMe();
      const { permissions, effective } = await service().root.getUserPermissions({ user: user.id });
      expect(permissions).toEqual([]);
      expect(effective.map(({ permission }) => permission)).toEqual(await catalogueOf(service()));
      expect(await reasonsOf(user.id, 'roles:manage')).toEqual(['super_admin']);
      expect(await reasonsOf(user.id, 'users:grant')).toEqual(['super_admin', 'admin']);
      expect(await reasonsOf(user.id, 'api-keys:create')).toEqual(['super_admin', 'admin', 'editor']);
    });

    it('shows for an administrator what is registered later, and a grant of the rest', async () => {
      const { id: user } = await givenAccount(service(), { role: 'admin', permissions: ['roles:manage'] });
      const permission = await givenPermission(service());
      expect(await reasonsOf(user, permission)).toEqual(['admin']);
      expect(await reasonsOf(user, 'roles:manage')).toEqual(['grant']);
      expect(await reasonsOf(user, 'permissions:manage')).toEqual([]);
    });

    it('shows for a role above admin what it holds itself and what admin holds', async () => {
      const role = await givenRole(service(), { rank: 81, permissions: ['roles:manage', 'stats:read'] });
      const { id: user } = await givenAccount(service(), { role: role.name });
      expect(await reasonsOf(user, 'roles:manage')).toEqual([role.name]);
      expect(await reasonsOf(user, 'stats:read')).toEqual([role.name, 'admin']);
      expect(await reasonsOf(user, 'permissions:manage')).toEqual([]);
    });

    it('shows exactly what the user may do', async () => {
      const role = await givenRole(service(), { rank: 81, permissions: ['roles:manage'] });
      const below = await givenRole(service(), { rank: 50, permissions: ['stats:read'] });
      for (const name of ['viewer', 'editor', 'admin', role.name, below.name]) {
        const holder = await givenActorHolding(service(), ['sessions:introspect'], { role: name });
        const { effective } = await service().root.getUserPermissions({ user: holder.user.id });
        expect(effective.map(({ permission }) => permission)).toEqual(await effectiveOf(holder));
      }
    });

    it('carries the tag of the user, and the address with the id', async () => {
      const user = await givenAccount(service());
      const answer = await service().root.raw.getUserPermissions({ user: `@${user.username}` });
      const { tag, headers } = succeeded(answer);
      expect(tag).toBe(`"${user.id}.1"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${user.id}/permissions`);
    });

    it('is open to whoever holds users:read', async () => {
      const { client, user } = await givenActorHolding(service(), ['users:read']);
      expect((await client.getUserPermissions({ user: user.id })).permissions).toEqual(['users:read']);
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential, and whoever lacks users:read, whoever it is about', async () => {
      const { user, client } = await givenUser(service());
      await expectProblem(
        service().anonymous.getUserPermissions({ user: user.id }),
        'authentication-required',
      );
      await expectProblem(client.getUserPermissions({ user: user.id }), 'permission-denied');
      for (const reference of [user.id, '@nobody-of-this-name']) {
        await expectNeeds(service(), ['users:read'], (other) =>
          other.getUserPermissions({ user: reference }),
        );
      }
    });
  });

  describe('404', () => {
    it('says that there is no such user', async () => {
      for (const user of ['@nobody-of-this-name', '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70']) {
        await expectProblem(service().root.getUserPermissions({ user }), 'user-not-found');
      }
    });
  });

  describe('422', () => {
    it('refuses what names no user', async () => {
      await expectProblem(service().root.getUserPermissions({ user: 'jane' }), 'validation-failed');
    });
  });
});
