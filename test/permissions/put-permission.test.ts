import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser } from '../support/given.ts';
import {
  effectiveOf,
  expectNeeds,
  expectRefusal,
  givenActorHolding,
  givenPermission,
  givenRole,
  onlyAuditRowOf,
  succeeded,
  uniquePermission,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const texts = { description: 'See the assets.', category: 'assets' };

describe('putPermission', () => {
  describe('201', () => {
    it('registers a permission and answers with every field', async () => {
      const permission = uniquePermission();
      const { status, body } = succeeded(await service().root.raw.putPermission({ permission, ...texts }));
      expect(status).toBe(201);
      expect(body).toEqual({ name: permission, ...texts, builtIn: false });
      expect(await service().root.getPermission({ permission })).toEqual(body);
    });

    it('leaves exactly one audit row', async () => {
      const permission = uniquePermission();
      const row = await onlyAuditRowOf(service(), () =>
        service().root.putPermission({ permission, ...texts }),
      );
      expect(row).toMatchObject({
        action: 'permission.created',
        outcome: 'success',
        target_kind: 'permission',
        target_name: permission,
        changes: [
          { field: 'description', after: texts.description },
          { field: 'category', after: texts.category },
        ],
      });
    });

    it('gives it at once to the super admin, to administrators and to roles above them, and to nobody else', async () => {
      const above = await givenRole(service(), { rank: 81 });
      const admins = [
        await givenUser(service(), { role: 'admin' }),
        await givenUser(service(), { role: above.name }),
      ];
      const others = [
        await givenUser(service(), { role: 'editor' }),
        await givenActorHolding(service(), ['permissions:manage']),
      ];
      const permission = await givenPermission(service());
      expect(await effectiveOf({ client: service().root })).toContain(permission);
      for (const admin of admins) expect(await effectiveOf(admin)).toContain(permission);
      for (const other of others) expect(await effectiveOf(other)).not.toContain(permission);
    });

    it.each([
      'a.b',
      'assets.read',
      'a1:b.c:d',
      'user:read',
      'usersx:read',
      'assets:Read-All',
      `a:${'b'.repeat(98)}`,
    ])('takes %s as a name', async (permission) => {
      expect(await service().root.putPermission({ permission, ...texts })).toMatchObject({
        name: permission,
      });
    });

    it('tells names apart that differ in letter case only', async () => {
      const permission = await givenPermission(service(), 'read');
      const other = permission.replace(/read$/, 'Read');
      expect((await service().root.raw.putPermission({ permission: other, ...texts })).status).toBe(201);
    });

    it('is open to whoever holds permissions:manage', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:manage']);
      await client.putPermission({ permission: uniquePermission(), ...texts });
    });
  });

  describe('200', () => {
    it('changes what is said about it, with one audit row', async () => {
      const permission = await givenPermission(service());
      const row = await onlyAuditRowOf(service(), async () => {
        const { status, body } = succeeded(
          await service().root.raw.putPermission({ permission, description: 'Use it.', category: 'new' }),
        );
        expect(status).toBe(200);
        expect(body).toMatchObject({ category: 'new' });
      });
      expect(row).toMatchObject({
        action: 'permission.updated',
        target_name: permission,
        changes: [{ field: 'category', before: 'app', after: 'new' }],
      });
    });

    it('may be repeated at each start of an application without a trace', async () => {
      const permission = await givenPermission(service());
      const rows = await auditRowsOf(service(), async () => {
        const again = { permission, description: 'Use it.', category: 'app' };
        expect((await service().root.raw.putPermission(again)).status).toBe(200);
      });
      expect(rows).toEqual([]);
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential', async () => {
      const call = service().anonymous.putPermission({ permission: uniquePermission(), ...texts });
      await expectProblem(call, 'authentication-required');
    });

    it('needs permissions:manage', async () => {
      await expectNeeds(service(), ['permissions:manage'], (client) =>
        client.putPermission({ permission: uniquePermission(), ...texts }),
      );
    });

    it('refuses the permissions of this service, even to the super admin', async () => {
      for (const permission of ['users:read', 'audit:read', 'roles:manage']) {
        const before = await service().root.getPermission({ permission });
        const call = () => service().root.putPermission({ permission, ...texts });
        await expectRefusal(service(), call, 'built-in-protected');
        expect(await service().root.getPermission({ permission })).toEqual(before);
      }
    });
  });

  describe('422', () => {
    it.each(['users', 'roles', 'permissions', 'sessions', 'api-keys', 'stats', 'audit'])(
      'refuses names that begin with the reserved segment %s',
      async (segment) => {
        for (const permission of [`${segment}:own`, `${segment}.read`, `${segment}.a:b`]) {
          const { problem } = await expectProblem(
            service().root.putPermission({ permission, ...texts }),
            'validation-failed',
          );
          expect(problem.errors).toMatchObject([{ loc: ['path', 'permission'], type: 'reserved_name' }]);
          await expectProblem(service().root.getPermission({ permission }), 'permission-not-found');
        }
      },
    );

    it.each([
      'assets',
      'Assets:read',
      '1a:read',
      'assets:',
      ':read',
      'assets::read',
      'as sets:read',
      'assets:*',
      'ässets:read',
    ])('refuses %s as a name', async (permission) => {
      const { problem } = await expectProblem(
        service().root.putPermission({ permission, ...texts }),
        'validation-failed',
      );
      expect(problem.errors).toMatchObject([{ loc: ['path', 'permission'] }]);
    });

    it('refuses a name of more than 100 characters, and one of its texts that is missing, long or broken', async () => {
      const permission = uniquePermission();
      const faults = [
        { permission: `a:${'b'.repeat(99)}`, ...texts },
        { permission, description: 'a'.repeat(501), category: 'x' },
        { permission, description: 'two\nlines', category: 'x' },
        { permission, description: 'x', category: '' },
        { permission, ...texts, builtIn: true },
      ];
      for (const fault of faults)
        await expectProblem(service().root.putPermission(fault), 'validation-failed');
      await expectProblem(service().root.getPermission({ permission }), 'permission-not-found');
    });
  });
});
