import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser, uniqueName } from '../support/given.ts';
import {
  effectiveOf,
  expectRefusal,
  givenActorHolding,
  givenPermission,
  givenRole,
  onlyAuditRowOf,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

/** Gives a built-in role another list until the end of the test. */
async function withList(roleName: 'viewer' | 'editor', permissions: readonly string[]) {
  const { permissions: original } = await service().root.getRole({ roleName });
  onTestFinished(async () => {
    await service().root.updateRole({ roleName, permissions: original });
  });
  return service().root.updateRole({ roleName, permissions });
}

const effective = async (roleName: string) =>
  (await service().root.getRole({ roleName })).effectivePermissions;

describe('updateRole of a built-in role', () => {
  describe('200', () => {
    it('reaches, from viewer, every role that includes it and no other', async () => {
      const permission = await givenPermission(service());
      const below = await givenRole(service(), { rank: 20 });
      const above = await givenRole(service(), { rank: 21 });
      const holder = await givenUser(service(), { role: above.name });
      expect(await withList('viewer', [permission])).toMatchObject({
        name: 'viewer',
        permissions: [permission],
        effectivePermissions: [permission],
      });
      for (const roleName of ['editor', above.name]) expect(await effective(roleName)).toContain(permission);
      expect(await effective(below.name)).not.toContain(permission);
      expect(await effectiveOf(holder)).toEqual([permission]);
    });

    it('reaches, from editor, the roles above it only', async () => {
      const permission = await givenPermission(service());
      const [same, above] = [
        await givenRole(service(), { rank: 40 }),
        await givenRole(service(), { rank: 41 }),
      ];
      await withList('editor', ['api-keys:create', permission]);
      expect(await effective(above.name)).toEqual(['api-keys:create', permission].sort());
      for (const roleName of [same.name, 'viewer'])
        expect(await effective(roleName)).not.toContain(permission);
    });

    it('leaves one audit row, and may change the description', async () => {
      const row = await onlyAuditRowOf(service(), () => withList('viewer', ['stats:read']));
      expect(row).toMatchObject({
        action: 'role.updated',
        target_id: 'viewer',
        target_name: 'viewer',
        changes: [{ field: 'permissions', before: [], after: ['stats:read'] }],
      });
      const description = 'For everybody.';
      expect(await service().root.updateRole({ roleName: 'viewer', description })).toMatchObject({
        description,
      });
    });

    it('leaves version and audit alone when name and rank are what they were', async () => {
      const before = await service().root.getRole({ roleName: 'editor' });
      const rows = await auditRowsOf(service(), async () => {
        expect(await service().root.updateRole({ roleName: 'editor', name: 'editor', rank: 40 })).toEqual(
          before,
        );
      });
      expect(rows).toEqual([]);
    });

    it('is open to an actor who holds all that the changed roles hold before and after', async () => {
      const { client } = await givenActorHolding(service(), ['roles:manage'], { role: 'admin' });
      const onlyAdmins = await givenRole(service(), { rank: 81 });
      await withList('viewer', []);
      const viewer = await client.updateRole({ roleName: 'viewer', permissions: ['stats:read'] });
      expect(viewer.effectivePermissions).toEqual(['stats:read']);
      expect(await effective(onlyAdmins.name)).toEqual(await effective('admin'));
    });

    it('is open to an actor whose own role includes it, as long as that role holds no more and no less by it', async () => {
      const { name: role } = await givenRole(service(), { rank: 81, permissions: ['roles:manage'] });
      const { client } = await givenUser(service(), { role });
      await withList('viewer', []);
      await client.updateRole({ roleName: 'viewer', permissions: ['stats:read'] });
      expect(await effective('editor')).toEqual(['api-keys:create', 'stats:read']);
    });
  });

  describe('403', () => {
    it.each(['super_admin', 'admin'])(
      'refuses every change of %s, even to the super admin',
      async (roleName) => {
        const changes = [
          { permissions: ['stats:read'] },
          { permissions: [] },
          { description: 'x' },
          { rank: 99 },
          { name: 'boss' },
        ];
        for (const change of changes) {
          const call = () => service().root.updateRole({ roleName, ...change });
          await expectRefusal(service(), call, 'built-in-protected');
        }
      },
    );

    it.each(['viewer', 'editor'])('refuses to rename or re-rank %s', async (roleName) => {
      for (const change of [{ name: uniqueName() }, { rank: 30 }, { rank: 30, permissions: [] }]) {
        const call = () => service().root.updateRole({ roleName, ...change });
        await expectRefusal(service(), call, 'built-in-protected');
      }
    });

    it.each([
      { roleName: 'viewer', permission: 'roles:manage' },
      { roleName: 'viewer', permission: 'permissions:manage' },
      { roleName: 'editor', permission: 'roles:manage' },
      { roleName: 'editor', permission: 'permissions:manage' },
    ])('refuses to put $permission into $roleName', async ({ roleName, permission }) => {
      const call = () => service().root.updateRole({ roleName, permissions: ['stats:read', permission] });
      await expectRefusal(service(), call, 'built-in-protected');
    });

    it('refuses an actor whose own role includes it and would hold more or less by it', async () => {
      for (const role of ['editor', (await givenRole(service(), { rank: 30 })).name]) {
        const { client } = await givenActorHolding(
          service(),
          ['roles:manage', 'stats:read', 'api-keys:create'],
          {
            role,
          },
        );
        const call = () => client.updateRole({ roleName: 'viewer', permissions: ['stats:read'] });
        await expectRefusal(service(), call, 'self-action-refused');
      }
      expect(await effective('editor')).toEqual(['api-keys:create']);
    });

    it('refuses a viewer the change of viewer', async () => {
      const { client } = await givenActorHolding(service(), [
        'roles:manage',
        'stats:read',
        'api-keys:create',
      ]);
      const call = () => client.updateRole({ roleName: 'viewer', permissions: ['stats:read'] });
      await expectRefusal(service(), call, 'self-action-refused');
    });

    it('refuses when a role that includes it holds what the actor does not', async () => {
      const outside = await givenRole(service(), { rank: 5 });
      const grants = ['roles:manage', 'stats:read', 'api-keys:create'];
      const { client } = await givenActorHolding(service(), grants, { role: outside.name });
      await withList('viewer', []);
      await client.updateRole({ roleName: 'viewer', permissions: ['stats:read'] });
      const strong = await givenRole(service(), { rank: 50, permissions: ['sessions:introspect'] });
      const { missingPermissions } = await expectRefusal(
        service(),
        () => client.updateRole({ roleName: 'viewer', permissions: [] }),
        'escalation-refused',
      );
      expect(missingPermissions).toEqual(['sessions:introspect']);
      await service().root.deleteRole({ roleName: strong.name });
      await client.updateRole({ roleName: 'viewer', permissions: [] });
    });

    it('refuses to take out of it, or put into it, what the actor does not hold', async () => {
      const { name: role } = await givenRole(service(), { rank: 5 });
      const { client } = await givenActorHolding(service(), ['roles:manage', 'api-keys:create'], { role });
      const put = (permissions: string[]) =>
        expectRefusal(
          service(),
          () => client.updateRole({ roleName: 'viewer', permissions }),
          'escalation-refused',
        );
      expect((await put(['stats:read'])).missingPermissions).toEqual(['stats:read']);
      await withList('viewer', ['audit:read']);
      expect((await put([])).missingPermissions).toEqual(['audit:read']);
    });
  });

  describe('404', () => {
    it('is not confused by letter case', async () => {
      await expectProblem(
        service().root.updateRole({ roleName: 'viewer_', description: 'x' }),
        'role-not-found',
      );
    });
  });
});
