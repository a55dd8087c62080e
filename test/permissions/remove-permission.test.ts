import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenUser } from '../support/given.ts';
import {
  effectiveOf,
  expectNeeds,
  expectRefusal,
  givenActorHolding,
  givenPermission,
  givenRole,
  givenTemplate,
  onlyAuditRowOf,
  uniquePermission,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

describe('removePermission', () => {
  describe('204', () => {
    it('takes it out of the catalogue and of everything that is computed from it', async () => {
      const permission = await givenPermission(service(), 'read');
      const admin = await givenUser(service(), { role: 'admin' });
      expect(await effectiveOf(admin)).toContain(permission);
      expect(await service().root.removePermission({ permission })).toBeUndefined();
      await expectProblem(service().root.getPermission({ permission }), 'permission-not-found');
      expect(await effectiveOf(admin)).not.toContain(permission);
      for (const templateName of ['viewer', 'full_access']) {
        const template = await service().root.getTemplate({ templateName });
        expect(template.permissions).not.toContain(permission);
      }
    });

    it('leaves exactly one audit row', async () => {
      const permission = await givenPermission(service());
      const row = await onlyAuditRowOf(service(), () => service().root.removePermission({ permission }));
      expect(row).toMatchObject({
        action: 'permission.removed',
        outcome: 'success',
        target_kind: 'permission',
        target_name: permission,
      });
    });

    it('is open to an administrator with permissions:manage, and the name may be registered again', async () => {
      const permission = await givenPermission(service());
      const { client } = await givenUser(service(), { role: 'admin', permissions: ['permissions:manage'] });
      await client.removePermission({ permission });
      const again = await client.raw.putPermission({ permission, description: 'Again.', category: 'app' });
      expect(again.status).toBe(201);
    });
  });

  describe('401 and 403', () => {
    it('refuses whoever does not hold the permission: it could be registered anew behind those who do', async () => {
      const permission = await givenPermission(service());
      const { client } = await givenActorHolding(service(), ['permissions:manage']);
      const call = () => client.removePermission({ permission });
      const { missingPermissions } = await expectRefusal(service(), call, 'escalation-refused');
      expect(missingPermissions).toEqual([permission]);
    });

    it('refuses callers without a credential', async () => {
      const call = service().anonymous.removePermission({ permission: 'users:read' });
      await expectProblem(call, 'authentication-required');
    });

    it('needs permissions:manage, whether the permission exists or not', async () => {
      for (const permission of [await givenPermission(service()), uniquePermission()]) {
        await expectNeeds(service(), ['permissions:manage'], (client) =>
          client.removePermission({ permission }),
        );
      }
    });

    it('refuses the permissions of this service, also those that nothing names', async () => {
      for (const permission of ['users:read', 'api-keys:create', 'sessions:introspect']) {
        const call = () => service().root.removePermission({ permission });
        await expectRefusal(service(), call, 'built-in-protected');
      }
    });
  });

  describe('404', () => {
    it('says that there is no such permission', async () => {
      const call = service().root.removePermission({ permission: uniquePermission() });
      await expectProblem(call, 'permission-not-found');
    });
  });

  describe('409', () => {
    const refuse = (permission: string) =>
      expectRefusal(service(), () => service().root.removePermission({ permission }), 'permission-in-use');

    it('refuses while a role names it', async () => {
      const permission = await givenPermission(service());
      const { name: roleName } = await givenRole(service(), { permissions: [permission] });
      await refuse(permission);
      expect((await service().root.getRole({ roleName })).permissions).toEqual([permission]);
      await service().root.updateRole({ roleName, permissions: [] });
      await service().root.removePermission({ permission });
    });

    it('refuses while a user has it as a direct grant, whatever the status', async () => {
      const permission = await givenPermission(service());
      const { id: user } = await givenAccount(service(), { permissions: [permission], isActive: false });
      await refuse(permission);
      expect((await service().root.getUser({ user })).permissions).toEqual([permission]);
      await service().root.updateUserPermissions({ user, revoke: [permission] });
      await service().root.removePermission({ permission });
    });

    it('refuses while a template names it, also a built-in one that was replaced', async () => {
      const permission = await givenPermission(service());
      const { name: templateName } = await givenTemplate(service(), { permissions: [permission] });
      await refuse(permission);
      await service().root.deleteTemplate({ templateName });
      await service().root.putTemplate({ templateName: 'operator', permissions: [permission] });
      await refuse(permission);
      await service().root.deleteTemplate({ templateName: 'operator' });
      await service().root.removePermission({ permission });
    });

    it('allows it when the role or the user that named it is gone', async () => {
      const permission = await givenPermission(service());
      const { name: roleName } = await givenRole(service(), { permissions: [permission] });
      const { id: user } = await givenAccount(service(), { permissions: [permission] });
      await service().root.deleteRole({ roleName });
      await service().root.deleteUser({ user });
      await service().root.removePermission({ permission });
    });
  });

  describe('422', () => {
    it('refuses what is no name of a permission', async () => {
      await expectProblem(service().root.removePermission({ permission: 'x' }), 'validation-failed');
    });
  });
});
