import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createInterruption, givenActor, givenUser, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });
const permissions = ['users:create', 'users:read'];

/** A key of one user that another one made. */
async function given() {
  const maker = await givenActor(service(), permissions);
  const owner = await givenActor(service(), permissions);
  const { id, key } = await giveApiKey(service(), owner.user.id, permissions, maker.user.id);
  return { maker, owner, id, program: service().as(key) };
}

/** Changes a row behind the back of the service, which would revoke the key along with it. */
async function set(table: string, id: string, values: object) {
  await service().dependencies.database.reader(table).where({ id }).update(values);
}

describe('a key is dead', () => {
  it.each(['disabled', 'pending'])('while its user, or whoever made it, is %s', async (status) => {
    const { maker, owner, program } = await given();
    for (const { user } of [maker, owner]) {
      await program.getMe();
      await set('users', user.id, { status });
      await expectProblem(program.getMe(), 'credential-invalid');
      await set('users', user.id, { status: 'active' });
    }
    await program.getMe();
  });

  it('once it is marked as revoked, even if a secret were left', async () => {
    const { id, program } = await given();
    await set('api_keys', id, { revoked_at: 1 });
    await expectProblem(program.getMe(), 'credential-invalid');
  });

  it('if whoever made it is not there any more', async () => {
    const { id, program } = await given();
    await set('api_keys', id, { created_by: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70' });
    await expectProblem(program.getMe(), 'credential-invalid');
  });
});

describe('a request that is under way with a key', () => {
  it.each(['maker', 'owner'] as const)('does nothing that the %s may not do any more', async (who) => {
    const scene = await given();
    const username = uniqueName();
    interruption.plan(() => scene[who].hold('users:read'));
    const { problem } = await expectProblem(scene.program.createUser({ username }), 'permission-denied');
    expect(problem.missingPermissions).toEqual(['users:create']);
    await scene[who].hold(...permissions);
    await scene.program.createUser({ username });
  });

  it.each([
    ['the maker is disabled', 'maker'],
    ['the user is disabled and enabled again', 'owner'],
  ] as const)('ends when %s', async (_event, who) => {
    const { program, ...scene } = await given();
    const { user } = scene[who];
    const username = uniqueName();
    interruption.plan(async () => {
      await service().root.setUserStatus({ user: user.id, isActive: false });
      await service().root.setUserStatus({ user: user.id, isActive: true });
    });
    await expectProblem(program.createUser({ username }), 'credential-invalid');
    await expectProblem(service().root.getUser({ user: `@${username}` }), 'user-not-found');
  });
});

describe('on its own user a key', () => {
  it('does not touch what it does not hold, although the user does', async () => {
    const { user, client } = await givenUser(service(), { role: 'admin' });
    const key = await client.createApiKey({ name: 'self', permissions: ['users:update', 'users:read'] });
    const act = service().as(key.key).updateUser({ user: user.id, displayName: 'Somebody else' });
    await expectProblem(act, 'escalation-refused');
  });

  it('does not make the super admin smaller or larger', async () => {
    const { user } = await service().root.getMe();
    const { key } = await giveApiKey(service(), user.id, ['users:grant', 'users:update', 'users:read']);
    const program = service().as(key);
    const grant = ['stats:read'];
    await expectProblem(program.updateUserPermissions({ user: user.id, grant }), 'self-action-refused');
    await expectProblem(program.updateUser({ user: user.id, displayName: 'R' }), 'escalation-refused');
    const session = program.transferSuper({ targetUserId: user.id, currentPassword: 'whatever it is' });
    await expectProblem(session, 'session-required');
  });
});
