import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  givenAccount,
  givenActor,
  givenPassword,
  givenSession,
  givenUser,
  quickHashes,
  uniqueName,
} from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import {
  expectUntouched,
  itHonoursIfMatch,
  itNeedsACredential,
  itNeedsPermissions,
} from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const newPassword = 'a fresh start for you';

describe('resetUserPassword', () => {
  describe('204', () => {
    it('replaces the password, which must be changed then, and answers with the tag of the user', async () => {
      const before = await givenAccount(service(), { password: givenPassword });
      const answer = await service().root.raw.resetUserPassword({ user: before.id, newPassword });
      const { status, headers } = expectOk(answer);
      const after = await service().root.getUser({ user: before.id });
      expect(status).toBe(204);
      expect(headers.get('etag')).toBe(`"${before.id}.2"`);
      expect(after).toEqual({ ...before, mustChangePassword: true, version: 2, updatedAt: after.updatedAt });
      await expectProblem(givenSession(service(), { user: before, password: givenPassword }), 'login-failed');
      const { client } = await givenSession(service(), { user: before, password: newPassword });
      await expectProblem(client.updateMe({ displayName: 'X' }), 'password-change-required');
    });

    it('does not ask for another password on request', async () => {
      const before = await givenAccount(service(), { password: givenPassword, mustChangePassword: true });
      const user = `@${before.username}`;
      await service().root.resetUserPassword({ user, newPassword, mustChangePassword: false });
      expect(await service().root.getUser({ user })).toMatchObject({ mustChangePassword: false });
      const { client } = await givenSession(service(), { user: before, password: newPassword });
      await client.updateMe({ displayName: 'X' });
    });

    it('ends every session on the next request', async () => {
      const first = await givenUser(service());
      const second = await givenSession(service(), first);
      await service().root.resetUserPassword({ user: first.user.id, newPassword, mustChangePassword: false });
      const third = await givenSession(service(), { user: first.user, password: newPassword });
      for (const { client, refreshToken } of [first, second]) {
        await expectProblem(client.getMe(), 'credential-invalid');
        await expectProblem(service().anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
      }
      await third.client.getMe();
    });

    it.each([
      ['pending', {}, 'active'],
      ['disabled', { isActive: false }, 'disabled'],
      ['active', { did: `did:plc:${uniqueName()}` }, 'active'],
    ])('leaves an account that is %s without a password %s', async (before, fields, after) => {
      const user = await givenAccount(service(), fields);
      expect(user.status).toBe(before);
      await service().root.resetUserPassword({ user: user.id, newPassword });
      expect(await service().root.getUser({ user: user.id })).toMatchObject({ status: after });
      const logIn = givenSession(service(), { user, password: newPassword });
      if (after === 'active') await logIn;
      else await expectProblem(logIn, 'login-failed');
    });

    it('leaves exactly one audit row, without the password', async () => {
      const user = await givenAccount(service(), { password: givenPassword });
      const secret = 'a very particular secret';
      const rows = await auditRowsOf(service(), () =>
        service().root.resetUserPassword({ user: user.id, newPassword: secret }),
      );
      await expectAuditRow(rows, {
        action: 'user.passwordReset',
        by: service().root,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [{ field: 'password' }, { field: 'mustChangePassword', before: false, after: true }],
      });
      expect(JSON.stringify(rows)).not.toContain('particular');
    });

    it('writes into the audit row that a pending account became active', async () => {
      const user = await givenAccount(service(), { mustChangePassword: true });
      const rows = await auditRowsOf(service(), () =>
        service().root.resetUserPassword({ user: user.id, newPassword }),
      );
      await expectAuditRow(rows, {
        action: 'user.passwordReset',
        by: service().root,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [{ field: 'password' }, { field: 'status', before: 'pending', after: 'active' }],
      });
    });

    it('takes passwords of 8 and of 256 characters', async () => {
      const user = await givenAccount(service());
      for (const password of ['8 letter', '😀'.repeat(256)]) {
        await service().root.resetUserPassword({ user: user.id, newPassword: password });
        await givenSession(service(), { user, password });
      }
    });
  });

  itNeedsACredential(service, (client, user) => client.resetUserPassword({ user, newPassword }));
  itNeedsPermissions(service, ['users:reset-password', 'users:read'], (client, user) =>
    client.resetUserPassword({ user, newPassword }),
  );

  describe('403', () => {
    it('lets nobody reset their own password', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const act = () => admin.client.resetUserPassword({ user: admin.user.id, newPassword });
      await expectUntouched(service(), admin.user, act, 'self-action-refused');
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const actOnRoot = () => service().root.resetUserPassword({ user: root.id, newPassword });
      await expectUntouched(service(), root, actOnRoot, 'self-action-refused');
    });

    it('lets nobody reset the password of the super admin', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const act = () => admin.client.resetUserPassword({ user: root.id, newPassword });
      await expectUntouched(service(), root, act, 'super-protected');
      await givenSession(service(), { user: root, password: superPassword });
    });

    it('refuses to take over a user who holds one permission more, and names it', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:reset-password']);
      const mighty = await givenUser(service(), { permissions: ['users:read', 'audit:read'] });
      const act = () => actor.client.resetUserPassword({ user: mighty.user.id, newPassword });
      const { problem } = await expectUntouched(service(), mighty.user, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['audit:read']);
      await mighty.client.getMe();
      await givenSession(service(), mighty);
      await actor.hold('users:read', 'users:reset-password', 'audit:read');
      await act();
    });
  });

  describe('404', () => {
    it.each([randomUUID(), `@${uniqueName()}`])('does not find %s', async (user) => {
      const act = service().root.resetUserPassword({ user, newPassword }, { ifMatch: '*' });
      await expectProblem(act, 'user-not-found');
    });
  });

  itHonoursIfMatch(service, async () => {
    const before = await givenAccount(service());
    const change = (options: object) =>
      service().root.resetUserPassword({ user: before.id, newPassword }, options);
    return { before, change };
  });

  describe('422', () => {
    it.each([
      ['nothing', undefined, 'required'],
      ['7 characters', '😀'.repeat(7), 'too_short'],
      ['257 characters', 'x'.repeat(257), 'too_long'],
    ])('refuses %s, and does not show it', async (_name, password, type) => {
      const before = await givenAccount(service());
      const sent = { user: before.id, newPassword: password } as { user: string; newPassword: string };
      const act = () => service().root.resetUserPassword(sent);
      const { problem } = await expectUntouched(service(), before, act, 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'newPassword'], type }]);
      expect(problem.errors?.[0]).not.toHaveProperty('input');
    });

    it('refuses a password that contains the username in any letter case', async () => {
      const { user, client } = await givenUser(service());
      const password = `x${user.username.toUpperCase()}x`;
      const act = () => service().root.resetUserPassword({ user: user.id, newPassword: password });
      const { problem } = await expectUntouched(service(), user, act, 'password-refused');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'newPassword'], type: 'contains_username' }]);
      await client.getMe();
    });
  });

  it('refuses in the order: input, existence, self, escalation, version, password', async () => {
    const actor = await givenActor(service(), ['users:read', 'users:reset-password']);
    const mighty = await givenAccount(service(), { permissions: ['audit:read'] });
    const weak = await givenAccount(service());
    const send = (user: string, password: string) =>
      actor.client.resetUserPassword({ user, newPassword: password }, { ifMatch: '"stale"' });
    await expectProblem(send(randomUUID(), 'short'), 'validation-failed');
    await expectProblem(send(randomUUID(), newPassword), 'user-not-found');
    await expectProblem(send(actor.user.id, newPassword), 'self-action-refused');
    await expectProblem(send(mighty.id, mighty.username), 'escalation-refused');
    await expectProblem(send(weak.id, weak.username), 'version-mismatch');
  });
});
