import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser, uniqueName } from '../support/given.ts';
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

describe('updateRole', () => {
  describe('200', () => {
    it('changes every field and answers with the role as it is now, and its tag', async () => {
      const before = await givenRole(service());
      const name = uniqueName('renamed');
      const { body, tag } = succeeded(
        await service().root.raw.updateRole({
          roleName: before.name,
          name,
          description: 'Now something else.',
          rank: 41,
          permissions: ['users:read', 'stats:read', 'users:read'],
        }),
      );
      expect(body).toEqual({
        name,
        description: 'Now something else.',
        rank: 41,
        builtIn: false,
        permissions: ['stats:read', 'users:read'],
        effectivePermissions: ['api-keys:create', 'stats:read', 'users:read'],
        includes: ['editor', 'viewer'],
        userCount: 0,
        version: 2,
      });
      expect(succeeded(await service().root.raw.getRole({ roleName: name }))).toMatchObject({ body, tag });
      expect(tag).toMatch(/\.2"$/);
    });

    it('leaves exactly one audit row that names what changed and nothing else', async () => {
      const { name } = await givenRole(service(), { permissions: ['stats:read'] });
      const row = await onlyAuditRowOf(service(), () =>
        service().root.updateRole({ roleName: name, rank: 11, permissions: ['stats:read', 'users:read'] }),
      );
      expect(row).toMatchObject({
        action: 'role.updated',
        outcome: 'success',
        target_kind: 'role',
        target_name: name,
        changes: [
          { field: 'rank', before: 10, after: 11 },
          { field: 'permissions', before: ['stats:read'], after: ['stats:read', 'users:read'] },
        ],
      });
    });

    it('leaves version and audit alone when nothing changes', async () => {
      const role = await givenRole(service(), {
        description: 'Same.',
        permissions: ['audit:read', 'stats:read'],
      });
      const rows = await auditRowsOf(service(), async () => {
        const { name, description, rank } = role;
        const permissions = ['stats:read', 'audit:read', 'stats:read'];
        const same = await service().root.updateRole({
          roleName: name,
          name,
          description,
          rank,
          permissions,
        });
        expect(same).toEqual(role);
      });
      expect(rows).toEqual([]);
    });

    it('honours If-Match with the current tag and with *', async () => {
      const { name } = await givenRole(service());
      const { tag } = succeeded(await service().root.raw.getRole({ roleName: name }));
      const second = await service().root.updateRole({ roleName: name, rank: 11 }, { ifMatch: tag });
      expect(second.version).toBe(2);
      const third = await service().root.updateRole({ roleName: name, rank: 12 }, { ifMatch: '*' });
      expect(third.version).toBe(3);
    });

    it('keeps the holders when it renames, and frees the old name', async () => {
      const { name } = await givenRole(service(), { permissions: ['stats:read'] });
      const holder = await givenUser(service(), { role: name });
      const renamed = uniqueName('renamed');
      expect(await service().root.updateRole({ roleName: name, name: renamed })).toMatchObject({
        userCount: 1,
      });
      const { user, effectivePermissions } = await holder.client.getMe();
      expect(user).toMatchObject({ role: renamed, roles: [renamed] });
      expect(effectivePermissions).toEqual(['stats:read']);
      await expectProblem(service().root.getRole({ roleName: name }), 'role-not-found');
      await givenRole(service(), { name });
      expect((await holder.client.getMe()).user.role).toBe(renamed);
    });

    it('takes effect on the next request of every holder, both ways', async () => {
      const { name } = await givenRole(service());
      const { client } = await givenUser(service(), { role: name });
      await expectProblem(client.getUserStats(), 'permission-denied');
      await service().root.updateRole({ roleName: name, permissions: ['stats:read'] });
      await client.getUserStats();
      await service().root.updateRole({ roleName: name, permissions: [] });
      await expectProblem(client.getUserStats(), 'permission-denied');
    });

    it('includes more or less when the rank changes, for the holders too', async () => {
      const { name } = await givenRole(service(), { rank: 40 });
      const holder = await givenUser(service(), { role: name });
      await service().root.updateRole({ roleName: name, rank: 81 });
      expect((await holder.client.getMe()).user.roles).toEqual([name, 'admin', 'editor', 'viewer']);
      await holder.client.getUserStats();
      await service().root.updateRole({ roleName: name, rank: 80 });
      expect(await effectiveOf(holder)).toEqual(['api-keys:create']);
      await service().root.updateRole({ roleName: name, rank: 20 });
      expect((await holder.client.getMe()).user.roles).toEqual([name]);
      expect(await effectiveOf(holder)).toEqual([]);
    });

    it('lets an actor change a role within what they hold, before and after', async () => {
      const { name } = await givenRole(service(), { permissions: ['stats:read'] });
      const { client } = await givenActorHolding(service(), ['roles:manage', 'stats:read', 'users:read']);
      const role = await client.updateRole({ roleName: name, rank: 20, permissions: ['users:read'] });
      expect(role).toMatchObject({ permissions: ['users:read'], rank: 20, version: 2 });
    });

    it('lets nobody raise a role above their own rank, whatever it holds', async () => {
      const { name } = await givenRole(service());
      const { client } = await givenActorHolding(service(), ['roles:manage']);
      await expectProblem(client.updateRole({ roleName: name, rank: 21 }), 'escalation-refused');
      expect((await service().root.getRole({ roleName: name })).rank).toBe(10);
    });
  });

  describe('401', () => {
    it('refuses callers without a credential', async () => {
      const call = service().anonymous.updateRole({ roleName: 'viewer', permissions: [] });
      await expectProblem(call, 'authentication-required');
    });
  });

  describe('403', () => {
    it('needs roles:manage, whether the role exists or not', async () => {
      for (const roleName of ['editor', 'no-such-role']) {
        await expectNeeds(service(), ['roles:manage'], (client) =>
          client.updateRole({ roleName, description: 'x' }),
        );
      }
    });

    it('refuses the role that the actor has, even where it would hold less', async () => {
      const { name } = await givenRole(service(), { permissions: ['roles:manage', 'stats:read'] });
      const { client } = await givenUser(service(), { role: name });
      for (const change of [{ permissions: ['roles:manage'] }, { rank: 9 }, { name: uniqueName() }]) {
        await expectRefusal(
          service(),
          () => client.updateRole({ roleName: name, ...change }),
          'self-action-refused',
        );
      }
      expect(await service().root.getRole({ roleName: name })).toMatchObject({ version: 1 });
    });

    it('refuses a role that holds more than the actor, whatever the change', async () => {
      const { name } = await givenRole(service(), { permissions: ['audit:read', 'stats:read'] });
      const { client } = await givenActorHolding(service(), ['roles:manage', 'stats:read']);
      for (const change of [{ permissions: [] }, { rank: 9 }, { name: uniqueName() }, { description: 'x' }]) {
        const { missingPermissions } = await expectRefusal(
          service(),
          () => client.updateRole({ roleName: name, ...change }),
          'escalation-refused',
        );
        expect(missingPermissions).toEqual(['audit:read']);
      }
      expect(await service().root.getRole({ roleName: name })).toMatchObject({ version: 1 });
    });

    it('refuses a role that would hold more than the actor, by its list or by its rank', async () => {
      const { name } = await givenRole(service(), { permissions: ['stats:read'] });
      const { client } = await givenActorHolding(service(), ['roles:manage', 'stats:read']);
      const refusal = async (change: object) => {
        const call = () => client.updateRole({ roleName: name, ...change });
        return (await expectRefusal(service(), call, 'escalation-refused')).missingPermissions;
      };
      expect(await refusal({ permissions: ['stats:read', 'users:read'] })).toEqual(['users:read']);
      expect(await refusal({ rank: 41 })).toEqual(['api-keys:create']);
      expect(await refusal({ rank: 81 })).toContain('users:grant');
      expect(await service().root.getRole({ roleName: name })).toMatchObject({ version: 1, rank: 10 });
    });
  });

  describe('404', () => {
    it('says that there is no such role', async () => {
      const call = service().root.updateRole({ roleName: 'no-such-role', rank: 1 });
      await expectProblem(call, 'role-not-found');
    });
  });

  describe('409', () => {
    it('refuses a name that is taken, also that of a built-in role, and changes nothing', async () => {
      const [one, other] = [await givenRole(service()), await givenRole(service())];
      for (const name of [other.name, 'admin', 'super_admin']) {
        const call = () => service().root.updateRole({ roleName: one.name, name, rank: 30 });
        await expectRefusal(service(), call, 'role-name-taken');
      }
      expect(await service().root.getRole({ roleName: one.name })).toEqual(one);
    });
  });

  describe('412', () => {
    it('refuses another version, says the current one, and changes nothing', async () => {
      const { name } = await givenRole(service());
      const { tag: old } = succeeded(await service().root.raw.getRole({ roleName: name }));
      const { tag } = succeeded(await service().root.raw.updateRole({ roleName: name, rank: 11 }));
      for (const ifMatch of [old, `W/${tag}`, tag.slice(1, -1)]) {
        const refused = await expectProblem(
          service().root.updateRole({ roleName: name, rank: 12 }, { ifMatch }),
          'version-mismatch',
        );
        expect(refused.headers.get('etag')).toBe(tag);
      }
      expect(await service().root.getRole({ roleName: name })).toMatchObject({ rank: 11, version: 2 });
    });

    it('comes before the taken name, and behind the rules of authority', async () => {
      const { name } = await givenRole(service(), { permissions: ['stats:read'] });
      const change = { roleName: name, name: 'viewer' };
      await expectProblem(service().root.updateRole(change, { ifMatch: '"x.1"' }), 'version-mismatch');
      const { client } = await givenActorHolding(service(), ['roles:manage']);
      await expectProblem(client.updateRole(change, { ifMatch: '"x.1"' }), 'escalation-refused');
    });
  });

  describe('422', () => {
    it.each([
      { fault: 'an empty body', change: {}, loc: ['body'] },
      { fault: 'a rank of 0', change: { rank: 0 }, loc: ['body', 'rank'] },
      { fault: 'a rank of 100', change: { rank: 100 }, loc: ['body', 'rank'] },
      { fault: 'a name of another form', change: { name: 'No Role' }, loc: ['body', 'name'] },
      { fault: 'no permission name', change: { permissions: ['read'] }, loc: ['body', 'permissions', 0] },
      { fault: 'an unknown field', change: { rank: 5, version: 3 }, loc: ['body', 'version'] },
    ])('refuses $fault', async ({ change, loc }) => {
      const { name } = await givenRole(service());
      const call = service().root.updateRole({ roleName: name, ...change });
      const { problem } = await expectProblem(call, 'validation-failed');
      expect(problem.errors?.map((error) => error.loc)).toEqual([loc]);
    });
  });
});
