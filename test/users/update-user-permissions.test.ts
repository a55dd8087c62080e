import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenUser } from '../support/given.ts';
import {
  catalogueOf,
  effectiveOf,
  expectNeeds,
  givenActorHolding,
  givenPermission,
  givenTemplate,
  onlyAuditRowOf,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

describe('updateUserPermissions', () => {
  describe('200', () => {
    it('replaces all direct grants, and answers with the user as it is now', async () => {
      const before = await givenAccount(service(), { permissions: ['audit:read', 'stats:read'] });
      const permissions = ['users:read', 'stats:read', 'users:read'];
      const user = await service().root.updateUserPermissions({ user: before.id, permissions });
      expect(user).toEqual({
        ...before,
        permissions: ['stats:read', 'users:read'],
        updatedAt: user.updatedAt,
        version: 2,
      });
      expect(await service().root.getUser({ user: before.id })).toEqual(user);
    });

    it('takes all direct grants away with an empty list', async () => {
      const { id: user } = await givenAccount(service(), { permissions: ['stats:read'] });
      expect(await service().root.updateUserPermissions({ user, permissions: [] })).toMatchObject({
        permissions: [],
      });
    });

    it('grants and revokes at once, and leaves the other grants', async () => {
      const { id: user } = await givenAccount(service(), { permissions: ['audit:read', 'stats:read'] });
      const change = { user, grant: ['users:read', 'roles:read'], revoke: ['stats:read'] };
      expect((await service().root.updateUserPermissions(change)).permissions).toEqual([
        'audit:read',
        'roles:read',
        'users:read',
      ]);
      expect(
        (await service().root.updateUserPermissions({ user, grant: ['stats:read'] })).permissions,
      ).toContain('stats:read');
      expect(
        (await service().root.updateUserPermissions({ user, revoke: ['stats:read'] })).permissions,
      ).toEqual(['audit:read', 'roles:read', 'users:read']);
    });

    it('adds what a template grants at this moment, and nothing of what it grants later', async () => {
      const { name: template } = await givenTemplate(service(), {
        permissions: ['stats:read', 'users:read'],
      });
      const { id: user } = await givenAccount(service(), { permissions: ['audit:read', 'stats:read'] });
      const applied = await service().root.updateUserPermissions({ user, template });
      expect(applied.permissions).toEqual(['audit:read', 'stats:read', 'users:read']);
      await service().root.putTemplate({ templateName: template, permissions: ['roles:read'] });
      await service().root.deleteTemplate({ templateName: template });
      expect(await service().root.getUser({ user })).toEqual(applied);
    });

    it('adds by full_access the catalogue of this moment', async () => {
      const { id: user } = await givenAccount(service());
      const { permissions } = await service().root.updateUserPermissions({ user, template: 'full_access' });
      expect(permissions).toEqual(await catalogueOf(service()));
      const later = await givenPermission(service());
      expect((await service().root.getUser({ user })).permissions).not.toContain(later);
    });

    it('grants beside the role what the role holds too, and keeps it when the role goes', async () => {
      const { id: user } = await givenAccount(service(), { role: 'editor' });
      await service().root.updateUserPermissions({ user, grant: ['api-keys:create'] });
      const { permissions } = await service().root.updateUser({ user, role: 'viewer' });
      expect(permissions).toEqual(['api-keys:create']);
    });

    it('leaves exactly one audit row', async () => {
      const { id, username } = await givenAccount(service(), { permissions: ['audit:read'] });
      const row = await onlyAuditRowOf(service(), () =>
        service().root.updateUserPermissions({ user: id, grant: ['stats:read'], revoke: ['audit:read'] }),
      );
      expect(row).toMatchObject({
        action: 'user.permissionsChanged',
        outcome: 'success',
        actor_name: 'root',
        target_kind: 'user',
        target_id: id,
        target_name: username,
        changes: [{ field: 'permissions', before: ['audit:read'], after: ['stats:read'] }],
      });
    });

    it('leaves version and audit alone when nothing changes', async () => {
      const user = await givenAccount(service(), { permissions: ['audit:read', 'stats:read'] });
      const { name: template } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const changes = [
        { permissions: ['stats:read', 'audit:read', 'stats:read'] },
        { grant: ['stats:read'] },
        { revoke: ['users:read'] },
        { grant: [], revoke: [] },
        { template },
      ];
      const rows = await auditRowsOf(service(), async () => {
        for (const change of changes) {
          expect(await service().root.updateUserPermissions({ user: user.id, ...change })).toEqual(user);
        }
      });
      expect(rows).toEqual([]);
    });

    it('answers with the tag and the address of the user, and honours If-Match', async () => {
      const user = await givenAccount(service());
      const reference = `@${user.username.toUpperCase()}`;
      const change = { user: reference, grant: ['stats:read'] };
      const answer = await service().root.raw.updateUserPermissions(change, { ifMatch: user });
      const { tag, headers } = succeeded(answer);
      expect(tag).toBe(`"${user.id}.2"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${user.id}`);
    });

    it('takes effect on the next request of the user, both ways', async () => {
      const { client, user } = await givenUser(service());
      await service().root.updateUserPermissions({ user: user.id, grant: ['stats:read'] });
      await client.getUserStats();
      await service().root.updateUserPermissions({ user: user.id, revoke: ['stats:read'] });
      await expectProblem(client.getUserStats(), 'permission-denied');
    });

    it('takes the right to grant away on the next request', async () => {
      const actor = await givenActorHolding(service(), ['users:read', 'users:grant']);
      const { id: user } = await givenAccount(service());
      await actor.client.updateUserPermissions({ user, grant: ['users:read'] });
      await service().root.updateUserPermissions({ user: actor.user.id, revoke: ['users:grant'] });
      const call = actor.client.updateUserPermissions({ user, revoke: ['users:read'] });
      expect((await expectProblem(call, 'permission-denied')).problem.missingPermissions).toEqual([
        'users:grant',
      ]);
    });

    it('lets an actor grant and revoke what they hold, by role or directly', async () => {
      const holdings = ['users:read', 'users:grant', 'stats:read'];
      const actor = await givenActorHolding(service(), holdings, { role: 'editor' });
      expect(await effectiveOf(actor)).toContain('api-keys:create');
      const { id: user } = await givenAccount(service());
      await actor.client.updateUserPermissions({ user, grant: ['stats:read', 'api-keys:create'] });
      const { permissions } = await actor.client.updateUserPermissions({ user, revoke: ['stats:read'] });
      expect(permissions).toEqual(['api-keys:create']);
    });

    it('changes disabled and pending users as well', async () => {
      const disabled = await givenAccount(service(), { isActive: false });
      const change = { user: disabled.id, grant: ['stats:read'] };
      expect(await service().root.updateUserPermissions(change)).toMatchObject({ status: 'disabled' });
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential', async () => {
      const call = service().anonymous.updateUserPermissions({ user: '@root', permissions: [] });
      await expectProblem(call, 'authentication-required');
    });

    it('needs users:grant and users:read, whether the user exists or not', async () => {
      const { id } = await givenAccount(service());
      for (const user of [id, '@nobody-of-this-name']) {
        await expectNeeds(service(), ['users:grant', 'users:read'], (client) =>
          client.updateUserPermissions({ user, permissions: [] }),
        );
      }
      const { client } = await givenActorHolding(service(), ['users:grant']);
      await expectProblem(client.updateUserPermissions({ user: id, permissions: [] }), 'permission-denied');
    });
  });

  describe('404', () => {
    it('says that there is no such user', async () => {
      for (const user of ['@nobody-of-this-name', '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70']) {
        const call = service().root.updateUserPermissions({ user, permissions: [] });
        await expectProblem(call, 'user-not-found');
      }
    });
  });

  describe('412', () => {
    it('refuses another version, says the current one, and changes nothing', async () => {
      const before = await givenAccount(service());
      const now = await service().root.updateUserPermissions({ user: before.id, grant: ['stats:read'] });
      const call = service().root.updateUserPermissions(
        { user: before.id, permissions: [] },
        { ifMatch: before },
      );
      const refused = await expectProblem(call, 'version-mismatch');
      expect(refused.headers.get('etag')).toBe(`"${now.id}.${now.version}"`);
      expect(await service().root.getUser({ user: before.id })).toEqual(now);
    });
  });

  describe('422', () => {
    it.each([
      { body: {}, type: 'not_one_kind' },
      { body: { permissions: [], grant: [] }, type: 'not_one_kind' },
      { body: { permissions: [], revoke: [] }, type: 'not_one_kind' },
      { body: { permissions: [], template: 'viewer' }, type: 'not_one_kind' },
      { body: { grant: [], template: 'viewer' }, type: 'not_one_kind' },
      { body: { revoke: [], template: 'viewer' }, type: 'not_one_kind' },
      { body: { grant: ['stats:read'], revoke: ['stats:read'] }, type: 'contradiction' },
      { body: { grant: ['read'] }, type: 'invalid_permission' },
      { body: { grant: ['*'] }, type: 'too_short' },
      { body: { template: 'No Template' }, type: 'invalid_format' },
      { body: { grant: [], note: 'x' }, type: 'unknown_field' },
    ])('refuses $body', async ({ body, type }) => {
      const before = await givenAccount(service(), { permissions: ['stats:read'] });
      const call = service().root.updateUserPermissions({ user: before.id, ...body });
      const { problem } = await expectProblem(call, 'validation-failed');
      expect(problem.errors?.map((error) => error.type)).toEqual([type]);
      expect(await service().root.getUser({ user: before.id })).toEqual(before);
    });
  });
});
