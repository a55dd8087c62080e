import { type Operation, operations } from '@roster/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  createInterruption,
  givenAccount,
  givenPassword,
  givenSession,
  givenUser,
  quickHashes,
} from '../support/given.ts';
import { startTestService, useService } from '../support/service.ts';
import { expectUntouched, itNeedsACredential } from '../support/shared-guarantees.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });
const newPassword = 'only I know this one';
const change = { currentPassword: givenPassword, newPassword };

/** What somebody may call who must change the password first, besides what nobody needs a credential for. */
const allowedBefore = ['changeOwnPassword', 'getMe', 'logOut'];
const withCredential = Object.entries<Operation>(operations).filter(
  ([, { access }]) => access.credential !== 'none',
);

describe('changeOwnPassword', () => {
  describe('204', () => {
    it('replaces the password, and this session goes on', async () => {
      const given = await givenUser(service());
      const before = await service().root.getUser({ user: given.user.id });
      expect(expectOk(await given.client.raw.changeOwnPassword(change)).status).toBe(204);
      const after = await service().root.getUser({ user: given.user.id });
      expect(after).toEqual({ ...before, version: 2, updatedAt: after.updatedAt });
      await given.client.getMe();
      await service().anonymous.refreshSession({ refreshToken: given.refreshToken });
      await expectProblem(givenSession(service(), given), 'login-failed');
      await givenSession(service(), { ...given, password: newPassword });
    });

    it('ends all other sessions on the next request, and nobody else’s', async () => {
      const first = await givenUser(service());
      const others = [await givenSession(service(), first), await givenSession(service(), first)];
      const stranger = await givenUser(service());
      await first.client.changeOwnPassword(change);
      for (const { client, refreshToken } of others) {
        await expectProblem(client.getMe(), 'credential-invalid');
        await expectProblem(service().anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
      }
      await first.client.getMe();
      await stranger.client.getMe();
    });

    it('leaves exactly one audit row, without the passwords', async () => {
      const { client, user } = await givenUser(service());
      const secret = 'a very particular secret';
      const rows = await auditRowsOf(service(), () =>
        client.changeOwnPassword({ currentPassword: givenPassword, newPassword: secret }),
      );
      await expectAuditRow(rows, {
        action: 'user.passwordChanged',
        by: client,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [{ field: 'password' }],
      });
      expect(JSON.stringify(rows)).not.toContain('particular');
      expect(JSON.stringify(rows)).not.toContain(givenPassword);
    });
  });

  describe('a password that must be changed', () => {
    it('keeps from everything else, until it is', async () => {
      const given = await givenUser(service(), { role: 'admin', mustChangePassword: true });
      expect(given.user.mustChangePassword).toBe(true);
      await expectProblem(given.client.listUsers(), 'password-change-required');
      await given.client.changeOwnPassword(change);
      expect((await given.client.getMe()).user.mustChangePassword).toBe(false);
      await given.client.listUsers();
    });

    it.each(withCredential)(
      'decides about %s before rights and input',
      async (operationId, { method, path }) => {
        const given = await givenUser(service(), { mustChangePassword: true });
        const response = await service().fetch(`/api/v1${path.replace(':user', '@root')}`, {
          method,
          headers: { Authorization: `Bearer ${given.accessToken}` },
        });
        const code = response.ok ? 'success' : (await response.json()).code;
        if (!allowedBefore.includes(operationId)) expect(code).toBe('password-change-required');
        else expect(code).toBe(operationId === 'changeOwnPassword' ? 'validation-failed' : 'success');
      },
    );

    it('leaves room to refresh', async () => {
      const given = await givenUser(service(), { mustChangePassword: true });
      const tokens = await service().anonymous.refreshSession({ refreshToken: given.refreshToken });
      expect(tokens.user.mustChangePassword).toBe(true);
      await service().as(tokens.accessToken).changeOwnPassword(change);
    });
  });

  itNeedsACredential(service, (client) => client.changeOwnPassword(change));

  describe('422', () => {
    it('refuses a wrong current password, and ends no session', async () => {
      const first = await givenUser(service());
      const second = await givenSession(service(), first);
      for (const currentPassword of ['wrong', givenPassword.toUpperCase(), ` ${givenPassword}`]) {
        const act = () => first.client.changeOwnPassword({ currentPassword, newPassword });
        const { problem } = await expectUntouched(service(), first.user, act, 'current-password-wrong');
        expect(problem.errors).toMatchObject([{ loc: ['body', 'currentPassword'], type: 'wrong' }]);
        expect(JSON.stringify(problem)).not.toContain(newPassword);
      }
      await second.client.getMe();
      await givenSession(service(), first);
    });

    it('does not undo a reset that came between the check and the change', async () => {
      const { client, user } = await givenUser(service());
      const reset = { user: user.id, newPassword: 'set by an administrator' };
      interruption.plan(() => service().root.resetUserPassword(reset));
      await expectProblem(client.changeOwnPassword(change), 'credential-invalid');
      await givenSession(service(), { user, password: reset.newPassword });
      await expectProblem(givenSession(service(), { user, password: newPassword }), 'login-failed');
    });

    it('does not replace a password that was replaced in this very session since it was checked', async () => {
      const { client, user } = await givenUser(service());
      interruption.plan(() => client.changeOwnPassword({ ...change, newPassword: 'the first to arrive' }));
      await expectProblem(client.changeOwnPassword(change), 'current-password-wrong');
      await givenSession(service(), { user, password: 'the first to arrive' });
    });

    it('refuses the same password, and one that contains the username', async () => {
      const { client, user } = await givenUser(service());
      const send = (password: string) => () =>
        client.changeOwnPassword({ currentPassword: givenPassword, newPassword: password });
      const same = await expectUntouched(service(), user, send(givenPassword), 'password-refused');
      expect(same.problem.errors).toMatchObject([{ loc: ['body', 'newPassword'], type: 'unchanged' }]);
      const named = await expectUntouched(service(), user, send(`${user.username}!`), 'password-refused');
      expect(named.problem.errors).toMatchObject([
        { loc: ['body', 'newPassword'], type: 'contains_username' },
      ]);
    });

    it.each([
      ['no current password', { newPassword }, 'currentPassword', 'required'],
      ['no new password', { currentPassword: givenPassword }, 'newPassword', 'required'],
      ['7 characters', { ...change, newPassword: 'seven77' }, 'newPassword', 'too_short'],
      ['257 characters', { ...change, newPassword: 'x'.repeat(257) }, 'newPassword', 'too_long'],
      ['another user', { ...change, user: '@root' }, 'user', 'unknown_field'],
    ])('refuses %s, and shows no password', async (_name, body, field, type) => {
      const { client, user } = await givenUser(service());
      const act = () => client.changeOwnPassword(body as typeof change);
      const { problem } = await expectUntouched(service(), user, act, 'validation-failed');
      expect(problem.errors).toEqual([expect.objectContaining({ loc: ['body', field], type })]);
      expect(problem.errors?.[0]).not.toHaveProperty('input');
    });

    it('asks on every path for the length that is configured', async () => {
      const strict = await startTestService({ override: quickHashes, config: { passwordMinLength: 12 } });
      onTestFinished(() => strict.stop());
      const short = 'eleven char';
      const { client, user } = await givenUser(strict);
      const refusals = [
        await expectProblem(givenAccount(strict, { password: short }), 'password-refused'),
        await expectProblem(
          strict.root.resetUserPassword({ user: user.id, newPassword: short }),
          'password-refused',
        ),
        await expectProblem(client.changeOwnPassword({ ...change, newPassword: short }), 'password-refused'),
      ];
      expect(refusals.map(({ problem }) => problem.errors?.[0]?.type)).toEqual(Array(3).fill('too_short'));
      await client.changeOwnPassword({ ...change, newPassword: 'twelve chars' });
    });
  });
});
