import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenUser, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService();

describe('createUser', () => {
  describe('201', () => {
    it('makes an active viewer who can log in', async () => {
      const username = uniqueName();
      const user = await service().root.createUser({ username, password: givenPassword });
      expect(user).toMatchObject({ username, role: 'viewer', roles: ['viewer'], status: 'active', isActive: true });
      expect(user).toMatchObject({ isSuper: false, permissions: [], mustChangePassword: false, version: 1 });
      const tokens = await service().anonymous.logIn({ username, password: givenPassword });
      expect(tokens.user.id).toBe(user.id);
    });

    it('answers with the address and the tag of the new user', async () => {
      const answer = await service().root.raw.createUser({ username: uniqueName() });
      if (!answer.ok) throw new Error(answer.problem.detail);
      expect(answer.headers.get('location')).toBe(`/api/v1/users/${answer.body.id}`);
      expect(answer.headers.get('etag')).toBe(`"${answer.body.id}.1"`);
    });

    it('leaves exactly one audit row, without the password', async () => {
      const rows = await auditRowsOf(service(), () =>
        service().root.createUser({ username: uniqueName(), password: 'a very particular secret' }),
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ action: 'user.created', outcome: 'success', actor_name: 'root' });
      expect(JSON.stringify(rows)).not.toContain('particular');
    });

    it('makes a pending account without a password, and a disabled one on request', async () => {
      expect(await givenAccount(service())).toMatchObject({ status: 'pending', isActive: false });
      expect(await givenAccount(service(), { isActive: false, password: givenPassword })).toMatchObject({
        status: 'disabled',
      });
    });
  });

  describe('403', () => {
    it('refuses whoever lacks users:create, before it looks at the input', async () => {
      const viewer = await givenUser(service());
      const problem = await expectProblem(viewer.client.createUser({ username: '!' }), 'permission-denied');
      expect(problem.problem.missingPermissions).toEqual(['users:create', 'users:read']);
    });
  });

  describe('409', () => {
    it('refuses a username that differs only in letter case, and leaves nothing', async () => {
      const username = uniqueName();
      await givenAccount(service(), { username });
      const rows = await auditRowsOf(service(), () =>
        expectProblem(service().root.createUser({ username: username.toUpperCase() }), 'username-taken'),
      );
      expect(rows).toEqual([]);
    });
  });
});
