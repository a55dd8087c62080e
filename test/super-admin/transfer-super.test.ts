import { describe, expect, it, onTestFinished } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenUser } from '../support/given.ts';
import {
  catalogueOf,
  effectiveOf,
  expectNeeds,
  expectRefusal,
  givenActorHolding,
  givenRole,
  onlyAuditRowOf,
  succeeded,
} from '../support/given-authority.ts';
import { startTestService, superPassword, type TestService, useService } from '../support/service.ts';

/** For the refusals; a transfer that happens gets a service of its own. */
const shared = useService();

async function ownService(): Promise<TestService> {
  const service = await startTestService();
  onTestFinished(() => service.stop());
  return service;
}

/** Who the super admin is, told by the role and by the pointer. */
async function supers({ dependencies }: TestService) {
  const { reader } = dependencies.database;
  const byRole: { id: string; version: number }[] = await reader('users')
    .where({ role_id: 'super_admin' })
    .select('id', 'version');
  const pointer: { id: number; user_id: string }[] = await reader('super_admin').select('id', 'user_id');
  return { byRole, pointer };
}

const transfer = (service: TestService, targetUserId: string, currentPassword = superPassword) =>
  service.root.transferSuper({ targetUserId, currentPassword });

async function expectTargetRefused(targetUserId: string, type: string): Promise<void> {
  const before = await supers(shared());
  const { problem } = await expectProblem(transfer(shared(), targetUserId), 'transfer-target-refused');
  expect(problem.errors).toMatchObject([{ loc: ['body', 'targetUserId'], type }]);
  expect(await supers(shared())).toEqual(before);
}

describe('transferSuper', () => {
  describe('200', () => {
    it('makes the target the one super admin, who keeps grants and groups, and the caller an admin', async () => {
      const service = await ownService();
      const role = await givenRole(service, { rank: 5, permissions: ['audit:read'] });
      const fields = {
        role: role.name,
        permissions: ['stats:read'],
        groups: ['ops'],
        password: givenPassword,
      };
      const target = await givenAccount(service, fields);
      const root = (await service.root.getMe()).user;
      const answer = await service.root.raw.transferSuper({
        targetUserId: target.id,
        currentPassword: superPassword,
      });
      const { body, tag, headers } = succeeded(answer);
      expect(body).toEqual({
        ...target,
        role: 'super_admin',
        roles: ['super_admin', 'admin', 'editor', 'viewer'],
        isSuper: true,
        updatedAt: body.updatedAt,
        version: 2,
      });
      expect(tag).toBe(`"${target.id}.2"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${target.id}`);
      expect((await service.root.getMe()).user).toMatchObject({
        id: root.id,
        role: 'admin',
        roles: ['admin', 'editor', 'viewer'],
        isSuper: false,
        version: root.version + 1,
      });
      expect(await supers(service)).toEqual({
        byRole: [{ id: target.id, version: 2 }],
        pointer: [{ id: 1, user_id: target.id }],
      });
      expect(await service.root.getRole({ roleName: role.name })).toEqual(role);
    });

    it('leaves the caller the session, without the rights, from the next request on', async () => {
      const service = await ownService();
      const { user } = await givenUser(service);
      await transfer(service, user.id);
      const all = await catalogueOf(service);
      const superOnly = ['permissions:manage', 'roles:manage'];
      expect(await effectiveOf({ client: service.root })).toEqual(
        all.filter((name) => !superOnly.includes(name)),
      );
      await expectProblem(givenRole(service), 'permission-denied');
      await expectProblem(transfer(service, user.id), 'super-required');
      const grant = service.root.updateUserPermissions({ user: user.id, grant: ['stats:read'] });
      await expectProblem(grant, 'super-protected');
      await expectProblem(service.root.deleteUser({ user: user.id }), 'super-protected');
      await service.root.getUserStats();
    });

    it('ends every session of the target, who logs in anew and may hand it on', async () => {
      const service = await ownService();
      const target = await givenUser(service);
      const { username } = target.user;
      const second = await service.anonymous.logIn({ username, password: givenPassword });
      const root = (await service.root.getMe()).user;
      await transfer(service, target.user.id);
      for (const { accessToken, refreshToken } of [target, second]) {
        await expectProblem(service.as(accessToken).getMe(), 'credential-invalid');
        await expectProblem(service.anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
      }
      const { accessToken } = await service.anonymous.logIn({ username, password: givenPassword });
      const newSuper = service.as(accessToken);
      expect(await effectiveOf({ client: newSuper })).toEqual(await catalogueOf(service));
      await newSuper.transferSuper({ targetUserId: root.id, currentPassword: givenPassword });
      expect((await supers(service)).byRole.map(({ id }) => id)).toEqual([root.id]);
      expect((await newSuper.getMe()).user.role).toBe('admin');
      await expectProblem(service.root.getMe(), 'credential-invalid');
    });

    it('leaves exactly one audit row, without the password', async () => {
      const service = await ownService();
      const { id, username } = await givenAccount(service, { password: givenPassword });
      const row = await onlyAuditRowOf(service, () => transfer(service, id));
      expect(row).toMatchObject({
        action: 'superAdmin.transferred',
        outcome: 'success',
        actor_name: 'root',
        target_kind: 'user',
        target_id: id,
        target_name: username,
        changes: [
          { field: 'superAdmin', before: row.actor_id, after: id },
          { field: 'role', before: 'viewer', after: 'super_admin' },
        ],
      });
      expect(JSON.stringify(row)).not.toContain(superPassword);
    });

    it('takes a target whose password another admin had set, once the target has set an own', async () => {
      const service = await ownService();
      const admin = await givenUser(service, { role: 'admin' });
      const { id, username } = await givenAccount(service);
      await admin.client.resetUserPassword({ user: id, newPassword: givenPassword });
      await expectProblem(transfer(service, id), 'transfer-target-refused');
      const { accessToken } = await service.anonymous.logIn({ username, password: givenPassword });
      const newPassword = 'a password of my own making';
      await service.as(accessToken).changeOwnPassword({ currentPassword: givenPassword, newPassword });
      expect(await transfer(service, id)).toMatchObject({ id, isSuper: true });
      // What the former super admin once set does not count for the new one.
      const { accessToken: own } = await service.anonymous.logIn({ username, password: newPassword });
      const again = { targetUserId: admin.user.id, currentPassword: newPassword };
      await expectProblem(service.as(own).transferSuper(again), 'transfer-target-refused');
    });
  });

  describe('401', () => {
    it('refuses callers without a credential', async () => {
      const { id: targetUserId } = await givenAccount(shared());
      const call = shared().anonymous.transferSuper({ targetUserId, currentPassword: superPassword });
      await expectProblem(call, 'authentication-required');
    });
  });

  describe('403', () => {
    it('needs users:read, because it names a user', async () => {
      await expectNeeds(shared(), ['users:read'], (client) =>
        client.transferSuper({
          targetUserId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70',
          currentPassword: givenPassword,
        }),
      );
    });

    it('refuses everybody but the super admin, whatever they hold, before it looks at the input', async () => {
      const role = await givenRole(shared(), { rank: 99 });
      for (const name of ['admin', role.name]) {
        const { client, user } = await givenActorHolding(shared(), await catalogueOf(shared()), {
          role: name,
        });
        for (const targetUserId of [user.id, 'no id']) {
          const input = { targetUserId, currentPassword: givenPassword };
          await expectRefusal(shared(), () => client.transferSuper(input), 'super-required');
        }
      }
    });
  });

  describe('404', () => {
    it('says that there is no such user, and moves nothing', async () => {
      const before = await supers(shared());
      const call = transfer(shared(), '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70');
      await expectProblem(call, 'user-not-found');
      expect(await supers(shared())).toEqual(before);
    });
  });

  describe('422', () => {
    it('refuses a wrong password and moves nothing', async () => {
      const before = await supers(shared());
      const { id } = await givenAccount(shared(), { password: givenPassword });
      const call = () => transfer(shared(), id, givenPassword);
      await expectRefusal(shared(), call, 'current-password-wrong');
      expect(await supers(shared())).toEqual(before);
      expect(await shared().root.getUser({ user: id })).toMatchObject({ role: 'viewer', version: 1 });
    });

    it('refuses the super admin as the target', async () => {
      await expectTargetRefused((await shared().root.getMe()).user.id, 'already_super');
    });

    it('refuses a target that is pending or disabled', async () => {
      const pending = await givenAccount(shared());
      await expectTargetRefused(pending.id, 'not_active');
      const disabled = await givenAccount(shared(), { password: givenPassword, isActive: false });
      await expectTargetRefused(disabled.id, 'not_active');
    });

    it('refuses a target that has only a DID', async () => {
      const target = await givenAccount(shared(), { did: `did:example:${crypto.randomUUID()}` });
      expect(target.status).toBe('active');
      await expectTargetRefused(target.id, 'no_password');
    });

    it('refuses a target whose password another admin has set, at creation or by a reset', async () => {
      const admin = await givenUser(shared(), { role: 'admin' });
      const made = await givenAccount({ ...shared(), root: admin.client }, { password: givenPassword });
      await expectTargetRefused(made.id, 'password_set_by_other');
      const reset = await givenAccount(shared(), { password: givenPassword });
      await admin.client.resetUserPassword({ user: reset.id, newPassword: 'set by an administrator' });
      await expectTargetRefused(reset.id, 'password_set_by_other');
    });

    it('refuses input that is missing, broken or unknown', async () => {
      const { id: targetUserId } = await givenAccount(shared());
      const inputs = [
        { input: { targetUserId: 'root', currentPassword: 'x' }, loc: ['body', 'targetUserId'] },
        { input: { targetUserId, currentPassword: '' }, loc: ['body', 'currentPassword'] },
        { input: { targetUserId, currentPassword: 'x', force: true }, loc: ['body', 'force'] },
      ];
      for (const { input, loc } of inputs) {
        const { problem } = await expectProblem(shared().root.transferSuper(input), 'validation-failed');
        expect(problem.errors?.map((error) => error.loc)).toEqual([loc]);
      }
    });
  });
});
