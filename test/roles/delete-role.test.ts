import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenUser } from '../support/given.ts';
import {
  effectiveOf,
  expectNeeds,
  expectRefusal,
  givenActorHolding,
  givenRole,
  onlyAuditRowOf,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

describe('deleteRole', () => {
  describe('204', () => {
    it('removes the role', async () => {
      const { name: roleName } = await givenRole(service(), { permissions: ['stats:read'] });
      expect(await service().root.deleteRole({ roleName })).toBeUndefined();
      await expectProblem(service().root.getRole({ roleName }), 'role-not-found');
    });

    it('leaves exactly one audit row', async () => {
      const { name: roleName } = await givenRole(service(), { permissions: ['stats:read'] });
      const row = await onlyAuditRowOf(service(), () => service().root.deleteRole({ roleName }));
      expect(row).toMatchObject({
        action: 'role.deleted',
        outcome: 'success',
        target_kind: 'role',
        target_name: roleName,
        changes: [{ field: 'permissions', before: ['stats:read'] }],
      });
    });

    it('gives nothing to those who had it when a role of the same name is made', async () => {
      const { name } = await givenRole(service(), { permissions: ['stats:read'] });
      const holder = await givenUser(service(), { role: name });
      const { tag } = succeeded(await service().root.raw.getRole({ roleName: name }));
      await service().root.updateUser({ user: holder.user.id, role: 'viewer' });
      await service().root.deleteRole({ roleName: name });
      await givenRole(service(), { name, rank: 81, permissions: ['stats:read'] });
      expect((await holder.client.getMe()).user.role).toBe('viewer');
      expect(await effectiveOf(holder)).toEqual([]);
      expect(await service().root.getRole({ roleName: name })).toMatchObject({ userCount: 0 });
      // A version of the old role is none of the new one.
      await expectProblem(
        service().root.deleteRole({ roleName: name }, { ifMatch: tag }),
        'version-mismatch',
      );
    });

    it('honours If-Match with the current tag', async () => {
      const { name: roleName } = await givenRole(service());
      const { tag } = succeeded(await service().root.raw.getRole({ roleName }));
      await service().root.deleteRole({ roleName }, { ifMatch: tag });
    });

    it('lets an actor delete a role within what they hold', async () => {
      const { name: roleName } = await givenRole(service(), { permissions: ['stats:read'] });
      const { client } = await givenActorHolding(service(), ['roles:manage', 'stats:read']);
      await client.deleteRole({ roleName });
    });
  });

  describe('401', () => {
    it('refuses callers without a credential', async () => {
      await expectProblem(service().anonymous.deleteRole({ roleName: 'viewer' }), 'authentication-required');
    });
  });

  describe('403', () => {
    it('needs roles:manage, whether the role exists or not', async () => {
      for (const roleName of ['editor', 'no-such-role']) {
        await expectNeeds(service(), ['roles:manage'], (client) => client.deleteRole({ roleName }));
      }
    });

    it.each(['super_admin', 'admin', 'editor', 'viewer'])(
      'refuses %s, even to the super admin',
      async (roleName) => {
        await expectRefusal(service(), () => service().root.deleteRole({ roleName }), 'built-in-protected');
        expect(await service().root.getRole({ roleName })).toMatchObject({ version: 1 });
      },
    );

    it('refuses the role that the actor has', async () => {
      const { name: roleName } = await givenRole(service(), { permissions: ['roles:manage'] });
      const { client } = await givenUser(service(), { role: roleName });
      await expectRefusal(service(), () => client.deleteRole({ roleName }), 'self-action-refused');
    });

    it('refuses a role that holds more than the actor, by its list or by what it includes', async () => {
      const { client } = await givenActorHolding(service(), ['roles:manage']);
      const refusal = async (roleName: string) => {
        const call = () => client.deleteRole({ roleName });
        return (await expectRefusal(service(), call, 'escalation-refused')).missingPermissions;
      };
      const byList = await givenRole(service(), { permissions: ['stats:read'] });
      expect(await refusal(byList.name)).toEqual(['stats:read']);
      const byRank = await givenRole(service(), { rank: 41 });
      expect(await refusal(byRank.name)).toEqual(['api-keys:create']);
    });
  });

  describe('404', () => {
    it('says that there is no such role', async () => {
      await expectProblem(service().root.deleteRole({ roleName: 'no-such-role' }), 'role-not-found');
    });
  });

  describe('409', () => {
    it('refuses a role that anybody has, whatever their status, and leaves it whole', async () => {
      const role = await givenRole(service(), { permissions: ['stats:read'] });
      const { name: roleName } = role;
      const pending = await givenAccount(service(), { role: roleName });
      const disabled = await givenAccount(service(), {
        role: roleName,
        isActive: false,
        password: givenPassword,
      });
      const refuse = () =>
        expectRefusal(service(), () => service().root.deleteRole({ roleName }), 'role-in-use');
      await refuse();
      expect(await service().root.getRole({ roleName })).toEqual({ ...role, userCount: 2 });
      await service().root.updateUser({ user: pending.id, role: 'viewer' });
      await refuse();
      await service().root.deleteUser({ user: disabled.id });
      await service().root.deleteRole({ roleName });
    });
  });

  describe('412', () => {
    it('refuses another version, before it looks whether the role is in use', async () => {
      const { name: roleName } = await givenRole(service());
      await givenAccount(service(), { role: roleName });
      const { tag } = succeeded(await service().root.raw.getRole({ roleName }));
      const refused = await expectProblem(
        service().root.deleteRole({ roleName }, { ifMatch: '"viewer.1"' }),
        'version-mismatch',
      );
      expect(refused.headers.get('etag')).toBe(tag);
    });
  });
});
