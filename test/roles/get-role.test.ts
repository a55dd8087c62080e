import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword } from '../support/given.ts';
import {
  catalogueOf,
  expectNeeds,
  givenActorHolding,
  givenPermission,
  givenRole,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const superOnly = ['permissions:manage', 'roles:manage'];

describe('getRole', () => {
  describe('200', () => {
    it('shows super_admin as the whole catalogue', async () => {
      expect(await service().root.getRole({ roleName: 'super_admin' })).toEqual({
        name: 'super_admin',
        description: expect.any(String),
        rank: 100,
        builtIn: true,
        permissions: [],
        effectivePermissions: await catalogueOf(service()),
        includes: ['admin', 'editor', 'viewer'],
        userCount: 1,
        version: 1,
      });
    });

    it('shows admin as the whole catalogue except what only the super admin holds', async () => {
      const all = await catalogueOf(service());
      expect(await service().root.getRole({ roleName: 'admin' })).toMatchObject({
        rank: 80,
        builtIn: true,
        permissions: [],
        effectivePermissions: all.filter((name) => !superOnly.includes(name)),
        includes: ['editor', 'viewer'],
      });
    });

    it('shows editor and viewer with what they list', async () => {
      expect(await service().root.getRole({ roleName: 'editor' })).toMatchObject({
        rank: 40,
        builtIn: true,
        permissions: ['api-keys:create'],
        effectivePermissions: ['api-keys:create'],
        includes: ['viewer'],
      });
      expect(await service().root.getRole({ roleName: 'viewer' })).toMatchObject({
        rank: 20,
        builtIn: true,
        permissions: [],
        effectivePermissions: [],
        includes: [],
      });
    });

    it('adds a permission to super_admin and admin the moment it is registered, and to no other', async () => {
      const permission = await givenPermission(service());
      const holds = async (roleName: string) =>
        (await service().root.getRole({ roleName })).effectivePermissions.includes(permission);
      expect(await holds('super_admin')).toBe(true);
      expect(await holds('admin')).toBe(true);
      expect(await holds('editor')).toBe(false);
      expect(await holds('viewer')).toBe(false);
    });

    it('counts the users of the role, whatever their status', async () => {
      const { name: role } = await givenRole(service());
      await givenAccount(service(), { role });
      await givenAccount(service(), { role, isActive: false, password: givenPassword });
      const disabledAndPending = await service().root.getRole({ roleName: role });
      expect(disabledAndPending).toMatchObject({ userCount: 2, version: 1 });
    });

    it('carries a tag that differs from role to role', async () => {
      const { name } = await givenRole(service());
      const { tag } = succeeded(await service().root.raw.getRole({ roleName: name }));
      expect(tag).toMatch(/^"[0-9a-f-]{36}\.1"$/);
      expect(succeeded(await service().root.raw.getRole({ roleName: 'viewer' })).tag).toBe('"viewer.1"');
    });

    it('is open to whoever holds roles:read', async () => {
      const { client } = await givenActorHolding(service(), ['roles:read']);
      expect(await client.getRole({ roleName: 'viewer' })).toMatchObject({ name: 'viewer' });
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential', async () => {
      await expectProblem(service().anonymous.getRole({ roleName: 'viewer' }), 'authentication-required');
    });

    it('needs roles:read, whether the role exists or not', async () => {
      await expectNeeds(service(), ['roles:read'], (client) => client.getRole({ roleName: 'viewer' }));
      await expectNeeds(service(), ['roles:read'], (client) => client.getRole({ roleName: 'no-such-role' }));
    });
  });

  describe('404', () => {
    it('says that there is no such role', async () => {
      await expectProblem(service().root.getRole({ roleName: 'no-such-role' }), 'role-not-found');
    });
  });

  describe('422', () => {
    it.each(['Viewer', '1viewer', 'view er', 'a'.repeat(64)])('refuses %s as the name', async (roleName) => {
      const { problem } = await expectProblem(service().root.getRole({ roleName }), 'validation-failed');
      expect(problem.errors?.[0]?.loc).toEqual(['path', 'roleName']);
    });
  });
});
