import { describe, expect, it } from 'vitest';
import { moveSuperAdmin } from '../../server/src/super-admin/super-admin-queries.ts';
import { makeSignal } from '../storage/open.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenPassword, givenUser } from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';

/** While it is there, the next password to be checked waits for it. */
let gate: Promise<void> | undefined;
let arrived: (() => void) | undefined;

const service = useService({
  override: (dependencies) => ({
    ...dependencies,
    hasher: {
      ...dependencies.hasher,
      async verify(stored, password) {
        const waitFor = gate;
        gate = undefined;
        if (waitFor) arrived?.();
        await waitFor;
        return dependencies.hasher.verify(stored, password);
      },
    },
  }),
});

async function supers(): Promise<{ pointer: unknown[]; roles: unknown[] }> {
  const { reader } = service().dependencies.database;
  return {
    pointer: await reader('super_admin').pluck('user_id'),
    roles: await reader('users').where({ role_id: 'super_admin' }).pluck('id'),
  };
}

describe('the pointer to the super admin', () => {
  it('does not move for whoever it does not name', async () => {
    const [one, other] = [await givenUser(service()), await givenUser(service())];
    const before = await supers();
    const { database } = service().dependencies;
    expect(await database.transact((tx) => moveSuperAdmin(tx, one.user.id, other.user.id))).toBe(false);
    expect(await supers()).toEqual(before);
  });

  it('moves once, although a transfer that began earlier was let in', async () => {
    const [early, late] = [await givenUser(service()), await givenUser(service())];
    const { accessToken } = await service().anonymous.logIn({
      username: superUsername,
      password: superPassword,
    });
    const root = service().as(accessToken);
    const waiting = makeSignal();
    const released = makeSignal();
    arrived = waiting.give;
    gate = released.given;
    const held = root.transferSuper({ targetUserId: early.user.id, currentPassword: superPassword });
    const refused = expectProblem(held, 'super-required');
    await waiting.given;
    await root.transferSuper({ targetUserId: late.user.id, currentPassword: superPassword });
    released.give();
    await refused;
    expect(await supers()).toEqual({ pointer: [late.user.id], roles: [late.user.id] });
    const { user } = await service().anonymous.logIn({
      username: late.user.username,
      password: givenPassword,
    });
    expect(user.isSuper).toBe(true);
  });
});
