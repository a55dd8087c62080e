import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type GivenUser, givenPassword, givenUser, quickHashes } from '../support/given.ts';
import { restoreSuper } from '../support/restore-super.ts';
import { superPassword, useService } from '../support/service.ts';

const service = useService({ override: quickHashes });

type Event = (user: GivenUser) => Promise<unknown>;

const newPassword = 'something that nobody knows';
const change = { currentPassword: givenPassword, newPassword };

function reset(mustChangePassword: boolean): Event {
  return ({ user }) => service().root.resetUserPassword({ user: user.id, newPassword, mustChangePassword });
}

/** What ends the keys of a user, and those that the user made for others, for good. */
const ending: Readonly<Record<string, Event>> = {
  'is disabled': ({ user }) => service().root.setUserStatus({ user: user.id, isActive: false }),
  'is disabled and enabled again': async ({ user }) => {
    await service().root.setUserStatus({ user: user.id, isActive: false });
    await service().root.setUserStatus({ user: user.id, isActive: true });
  },
  'is deleted': ({ user }) => service().root.deleteUser({ user: user.id }),
  'is given a new password': reset(false),
  'is given a new password that must be changed': reset(true),
  'changes the password and asks for it': ({ client }) =>
    client.changeOwnPassword({ ...change, revokeApiKeys: true }),
  'becomes the super admin': async ({ user }) => {
    await service().root.transferSuper({ targetUserId: user.id, currentPassword: superPassword });
    await restoreSuper(service());
  },
};

/** What ends no key. */
const sparing: Readonly<Record<string, Event>> = {
  'changes the password': ({ client }) => client.changeOwnPassword(change),
  'changes the password and does not ask for it': ({ client }) =>
    client.changeOwnPassword({ ...change, revokeApiKeys: false }),
  'logs out': ({ client }) => client.logOut(),
  'is demoted': ({ user }) => service().root.updateUser({ user: user.id, role: 'viewer' }),
  'is enabled, as before': ({ user }) => service().root.setUserStatus({ user: user.id, isActive: true }),
};

/** Somebody with a key of their own, one that an administrator made, and one that they made for somebody else. */
async function given() {
  const maker = await givenUser(service(), { role: 'admin' });
  const user = await givenUser(service(), { role: 'admin', permissions: ['stats:read'] });
  const other = await givenUser(service(), { role: 'admin' });
  const names = ['stats:read'];
  return {
    user,
    keys: {
      own: await giveApiKey(service(), user.user.id, names),
      'made by another': await giveApiKey(service(), user.user.id, names, maker.user.id),
      'made for another': await giveApiKey(service(), other.user.id, names, user.user.id),
    },
    bystanders: [
      await giveApiKey(service(), other.user.id, names),
      await giveApiKey(service(), maker.user.id, names),
      await giveApiKey(service(), other.user.id, names, maker.user.id),
    ],
  };
}

describe('when the user', () => {
  it.each(Object.entries(ending))('%s, every key that hangs on the user is dead', async (_event, happen) => {
    const { user, keys, bystanders } = await given();
    await happen(user);
    for (const { key } of Object.values(keys)) {
      await expectProblem(service().as(key).getMe(), 'credential-invalid');
    }
    for (const { key } of bystanders) await service().as(key).getUserStats();
    const { reader } = service().dependencies.database;
    const ids = Object.values(keys).map(({ id }) => id);
    for (const table of ['api_key_secrets', 'api_key_permissions']) {
      expect(await reader(table).whereIn('api_key_id', ids)).toEqual([]);
    }
    expect(await reader('api_keys').whereIn('id', ids).whereNull('revoked_at')).toEqual([]);
  });

  it.each(Object.entries(sparing))('%s, the keys go on', async (_event, happen) => {
    const { user, keys } = await given();
    await happen(user);
    for (const { key } of Object.values(keys)) {
      expect((await service().as(key).getMe()).credential.kind).toBe('api-key');
    }
  });

  it('loses the only credential, a DID, the keys are dead, also when it comes back', async () => {
    const did = `did:example:${Date.now()}`;
    const user = await service().root.createUser({ username: `did-${Date.now()}`, did });
    const { key } = await giveApiKey(service(), user.id);
    await service().as(key).getMe();
    expect(await service().root.updateUser({ user: user.id, did: null })).toMatchObject({
      status: 'pending',
    });
    await expectProblem(service().as(key).getMe(), 'credential-invalid');
    await service().root.updateUser({ user: user.id, did });
    await expectProblem(service().as(key).getMe(), 'credential-invalid');
  });
});
