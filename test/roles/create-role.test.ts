import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser, uniqueName } from '../support/given.ts';
import {
  catalogueOf,
  effectiveOf,
  expectNeeds,
  expectRefusal,
  givenActorHolding,
  givenPermission,
  givenRole,
  onlyAuditRowOf,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

describe('createRole', () => {
  describe('201', () => {
    it('makes a role and answers with every field', async () => {
      const name = uniqueName('role');
      const role = await service().root.createRole({
        name,
        description: 'Answers questions.',
        rank: 50,
        permissions: ['users:read', 'stats:read', 'users:read'],
      });
      expect(role).toEqual({
        name,
        description: 'Answers questions.',
        rank: 50,
        builtIn: false,
        permissions: ['stats:read', 'users:read'],
        effectivePermissions: ['api-keys:create', 'stats:read', 'users:read'],
        includes: ['editor', 'viewer'],
        userCount: 0,
        version: 1,
      });
      expect(await service().root.getRole({ roleName: name })).toEqual(role);
    });

    it('answers with the address and the tag of the role', async () => {
      const name = uniqueName('role');
      const { tag, headers } = succeeded(
        await service().root.raw.createRole({ name, rank: 1, permissions: [] }),
      );
      expect(headers.get('location')).toBe(`/api/v1/roles/${name}`);
      expect(tag).toMatch(/^"[0-9a-f-]{36}\.1"$/);
      expect(succeeded(await service().root.raw.getRole({ roleName: name })).tag).toBe(tag);
    });

    it('leaves exactly one audit row', async () => {
      const name = uniqueName('role');
      const row = await onlyAuditRowOf(service(), () =>
        service().root.createRole({ name, rank: 7, permissions: ['stats:read'] }),
      );
      expect(row).toMatchObject({
        action: 'role.created',
        outcome: 'success',
        actor_name: 'root',
        target_kind: 'role',
        target_name: name,
        changes: [
          { field: 'description', after: '' },
          { field: 'rank', after: 7 },
          { field: 'permissions', after: ['stats:read'] },
        ],
      });
    });

    it.each([
      { rank: 1, includes: [] },
      { rank: 20, includes: [] },
      { rank: 21, includes: ['viewer'] },
      { rank: 40, includes: ['viewer'] },
      { rank: 41, includes: ['editor', 'viewer'] },
      { rank: 80, includes: ['editor', 'viewer'] },
      { rank: 81, includes: ['admin', 'editor', 'viewer'] },
      { rank: 99, includes: ['admin', 'editor', 'viewer'] },
    ])('includes $includes at rank $rank', async ({ rank, includes }) => {
      const role = await givenRole(service(), { rank });
      expect(role.includes).toEqual(includes);
      const admin = await service().root.getRole({ roleName: 'admin' });
      const expected = rank > 80 ? admin.effectivePermissions : rank > 40 ? ['api-keys:create'] : [];
      expect(role.effectivePermissions).toEqual(expected);
    });

    it('never includes a custom role, whatever its rank', async () => {
      const permission = await givenPermission(service());
      await givenRole(service(), { rank: 5, permissions: [permission] });
      const above = await givenRole(service(), { rank: 60 });
      expect(above.effectivePermissions).not.toContain(permission);
    });

    it('makes a role above admin that holds what is registered later, and its own of the super admin', async () => {
      const { name } = await givenRole(service(), { rank: 81, permissions: ['roles:manage'] });
      const permission = await givenPermission(service());
      const role = await service().root.getRole({ roleName: name });
      const all = await catalogueOf(service());
      expect(all).toContain(permission);
      expect(role.effectivePermissions).toEqual(all.filter((one) => one !== 'permissions:manage'));
    });

    it('gives its holders what it holds', async () => {
      const role = await givenRole(service(), { permissions: ['stats:read'] });
      const holder = await givenUser(service(), { role: role.name });
      expect(await effectiveOf(holder)).toEqual(['stats:read']);
      await holder.client.getUserStats();
    });

    it('lets an actor make a role that holds all they hold', async () => {
      const actor = await givenActorHolding(service(), ['roles:manage', 'stats:read']);
      const name = uniqueName('role');
      await actor.client.createRole({ name, rank: 20, permissions: ['roles:manage', 'stats:read'] });
    });
  });

  describe('401', () => {
    it('refuses callers without a credential', async () => {
      const call = service().anonymous.createRole({ name: uniqueName('role'), rank: 1, permissions: [] });
      await expectProblem(call, 'authentication-required');
    });
  });

  describe('403', () => {
    it('needs roles:manage', async () => {
      await expectNeeds(service(), ['roles:manage'], (client) =>
        client.createRole({ name: uniqueName('role'), rank: 1, permissions: [] }),
      );
    });

    it('refuses a role that holds what its maker does not, and makes none', async () => {
      const { client } = await givenActorHolding(service(), ['roles:manage', 'stats:read']);
      const name = uniqueName('role');
      const wanted = { name, rank: 1, permissions: ['users:read', 'stats:read', 'audit:read'] };
      const refused = await expectRefusal(service(), () => client.createRole(wanted), 'escalation-refused');
      expect(refused.missingPermissions).toEqual(['audit:read', 'users:read']);
      await expectProblem(service().root.getRole({ roleName: name }), 'role-not-found');
    });

    it('refuses a rank by which the role includes what its maker does not hold', async () => {
      const { client } = await givenActorHolding(service(), ['roles:manage']);
      const make = (rank: number) =>
        expectRefusal(
          service(),
          () => client.createRole({ name: uniqueName('role'), rank, permissions: [] }),
          'escalation-refused',
        );
      expect((await make(41)).missingPermissions).toEqual(['api-keys:create']);
      const { effectivePermissions } = await service().root.getRole({ roleName: 'admin' });
      expect((await make(81)).missingPermissions).toEqual(effectivePermissions);
    });
  });

  describe('409', () => {
    it('refuses a name that is taken, also those of built-in roles, and leaves nothing', async () => {
      const { name: taken } = await givenRole(service());
      for (const name of [taken, 'viewer', 'editor', 'admin', 'super_admin']) {
        const rows = await auditRowsOf(service(), () =>
          expectProblem(
            service().root.createRole({ name, rank: 1, permissions: ['stats:read'] }),
            'role-name-taken',
          ),
        );
        expect(rows).toEqual([]);
      }
      expect(await service().root.getRole({ roleName: taken })).toMatchObject({
        permissions: [],
        version: 1,
      });
    });
  });

  describe('422', () => {
    it.each([
      { fault: 'a rank of 0', fields: { rank: 0 }, loc: ['body', 'rank'] },
      { fault: 'the rank of the super admin', fields: { rank: 100 }, loc: ['body', 'rank'] },
      { fault: 'a broken rank', fields: { rank: 1.5 }, loc: ['body', 'rank'] },
      { fault: 'a name with a capital', fields: { name: 'Support' }, loc: ['body', 'name'] },
      { fault: 'a name that is too long', fields: { name: 'a'.repeat(64) }, loc: ['body', 'name'] },
      { fault: 'a long description', fields: { description: 'a'.repeat(501) }, loc: ['body', 'description'] },
      { fault: 'no permission name', fields: { permissions: ['*'] }, loc: ['body', 'permissions', 0] },
      { fault: 'a field that is not for sending', fields: { builtIn: true }, loc: ['body', 'builtIn'] },
    ])('refuses $fault', async ({ fields, loc }) => {
      const wanted = { name: uniqueName('role'), rank: 10, permissions: [], ...fields };
      const { problem } = await expectProblem(service().root.createRole(wanted), 'validation-failed');
      expect(problem.errors?.map((error) => error.loc)).toEqual([loc]);
    });
  });
});
