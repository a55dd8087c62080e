import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { createInterruption, type GivenUser, givenAccount, givenUser, uniqueName } from '../support/given.ts';
import { restoreSuper } from '../support/restore-super.ts';
import { superPassword, useService } from '../support/service.ts';

/*
 * A request can take long between its authentication and its change: its body may arrive slowly, and a password hash
 * waits for its turn. Whoever ends the session in between must not find the change done afterwards, let alone done with
 * rights that the account was given since.
 */
const interruption = createInterruption();
const service = useService({ override: interruption.override });

/** Everything that ends the sessions of a user although the user can log in again afterwards. */
const events: Record<string, (admin: GivenUser) => Promise<unknown>> = {
  'was disabled and enabled again': async ({ user }) => {
    await service().root.setUserStatus({ user: user.id, isActive: false });
    await service().root.setUserStatus({ user: user.id, isActive: true });
  },
  'was given a new password': ({ user }) =>
    service().root.resetUserPassword({
      user: user.id,
      newPassword: 'something that nobody knows',
      mustChangePassword: false,
    }),
  'changed the password in another session': async ({ user, password }) => {
    const other = await service().anonymous.logIn({ username: user.username, password });
    const newPassword = 'something that only I know';
    await service().as(other.accessToken).changeOwnPassword({ currentPassword: password, newPassword });
  },
  'logged out': ({ client }) => client.logOut(),
  'became the super admin': ({ user }) =>
    service().root.transferSuper({ targetUserId: user.id, currentPassword: superPassword }),
};

describe('a request under way, while its user', () => {
  it.each(Object.entries(events))('%s, does nothing', async (_event, happen) => {
    const admin = await givenUser(service(), { role: 'admin' });
    const target = await givenAccount(service());
    const username = uniqueName();
    const calls = [
      () => admin.client.createUser({ username }),
      () => admin.client.updateUserPermissions({ user: target.id, grant: ['stats:read'] }),
    ];
    const [first, second] = calls;
    interruption.plan(() => happen(admin));
    await expectProblem(first?.() ?? Promise.resolve(), 'credential-invalid');
    await expectProblem(second?.() ?? Promise.resolve(), 'credential-invalid');
    await restoreSuper(service());
    await expectProblem(service().root.getUser({ user: `@${username}` }), 'user-not-found');
    expect(await service().root.getUser({ user: target.id })).toEqual(target);
  });
});
