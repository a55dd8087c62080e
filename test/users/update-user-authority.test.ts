import { randomUUID } from 'node:crypto';
import type { User } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import {
  createInterruption,
  givenAccount,
  givenActor,
  givenFullAccount,
  givenRole,
  givenUser,
} from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import { expectUntouched } from '../support/shared-guarantees.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });

describe('updateUser and authority', () => {
  describe('403', () => {
    it.each([
      ['role', { role: 'viewer' }, 'users:grant'],
      ['servers', { servers: [] }, 'users:grant'],
      ['groups', { groups: ['support'] }, 'users:grant'],
      ['did', { did: 'did:plc:x' }, 'users:reset-password'],
      ['the removal of the did', { did: null }, 'users:reset-password'],
    ])('refuses %s without the permission that the field needs', async (_name, fields, needed) => {
      const { client } = await givenActor(service(), ['users:update', 'users:read']);
      const before = await givenFullAccount(service());
      const act = () => client.updateUser({ user: before.id, ...fields });
      const { problem } = await expectUntouched(service(), before, act, 'permission-denied');
      expect(problem.missingPermissions).toEqual([needed]);
      const missing = client.updateUser({ user: randomUUID(), ...fields });
      await expectProblem(missing, 'permission-denied');
    });

    it.each([
      ['role', { role: 'viewer' }],
      ['servers', { servers: ['eu-1'] }],
      ['groups', { groups: [] }],
    ])('lets nobody change their own %s', async (_name, fields) => {
      const admin = await givenUser(service(), { role: 'admin' });
      const act = () => admin.client.updateUser({ user: `@${admin.user.username}`, ...fields });
      await expectUntouched(service(), admin.user, act, 'self-action-refused');
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const actOnRoot = () => service().root.updateUser({ user: root.id, ...fields });
      await expectUntouched(service(), root, actOnRoot, 'self-action-refused');
    });

    it('lets nobody but the super admin change the super admin', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const root = await service().root.getUser({ user: `@${superUsername}` });
      for (const fields of [{ displayName: 'X' }, { role: 'viewer' }]) {
        const act = () => admin.client.updateUser({ user: root.id, ...fields });
        await expectUntouched(service(), root, act, 'super-protected');
      }
    });

    it('makes no second super admin', async () => {
      const before = await givenAccount(service());
      const act = () => service().root.updateUser({ user: before.id, role: 'super_admin' });
      await expectUntouched(service(), before, act, 'super-protected');
    });

    it('refuses to change a user who holds one permission more, and names it', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const role = await givenRole(service(), { permissions: ['users:read', 'users:export'], rank: 10 });
      const before = await givenAccount(service(), { role });
      const act = () => actor.client.updateUser({ user: before.id, displayName: 'X' });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['users:export']);
      await actor.hold('users:read', 'users:update', 'users:export');
      expect(await act()).toMatchObject({ displayName: 'X' });
    });

    it('counts direct grants and included roles of the target', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const granted = await givenAccount(service(), { permissions: ['audit:read'] });
      const editor = await givenAccount(service(), { role: 'editor' });
      const act = (before: User) => () => actor.client.updateUser({ user: before.id, displayName: 'X' });
      const refusals = [
        await expectUntouched(service(), granted, act(granted), 'escalation-refused'),
        await expectUntouched(service(), editor, act(editor), 'escalation-refused'),
      ];
      const missing = refusals.map(({ problem }) => problem.missingPermissions);
      expect(missing).toEqual([['audit:read'], ['api-keys:create']]);
    });

    it('refuses a role that holds more than the caller, and takes one that does not', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant']);
      const more = await givenRole(service(), { permissions: ['users:delete'], rank: 1 });
      const same = await givenRole(service(), { permissions: ['users:read'], rank: 1 });
      const before = await givenAccount(service());
      const act = () => actor.client.updateUser({ user: before.id, role: more });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['users:delete']);
      expect(await actor.client.updateUser({ user: before.id, role: same })).toMatchObject({ role: same });
    });

    it('names what is missing for a role far above the caller’s', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant']);
      const before = await givenAccount(service());
      const act = () => actor.client.updateUser({ user: before.id, role: 'admin' });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(expect.arrayContaining(['users:create', 'users:delete']));
    });

    it('refuses a role that is ranked above the caller’s, whatever it holds', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant'], 30);
      const role = await givenRole(service(), { rank: 31 });
      const before = await givenAccount(service());
      const act = () => actor.client.updateUser({ user: before.id, role });
      await expectUntouched(service(), before, act, 'escalation-refused');
    });

    it('refuses to take rights from a user who holds more than the caller', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant']);
      const role = await givenRole(service(), { permissions: ['users:export'], rank: 10 });
      const before = await givenAccount(service(), { role });
      const act = () => actor.client.updateUser({ user: before.id, role: 'viewer' });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['users:export']);
    });

    it('counts a right that is taken away while the request is under way', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const before = await givenAccount(service());
      const act = () => {
        interruption.plan(() => actor.hold('users:read'));
        return actor.client.updateUser({ user: before.id, displayName: 'X' });
      };
      const { problem } = await expectUntouched(service(), before, act, 'permission-denied');
      expect(problem.missingPermissions).toEqual(['users:update']);
    });

    it('counts a right that was taken away since the last request', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const before = await givenAccount(service());
      await actor.client.updateUser({ user: before.id, displayName: 'X' });
      await actor.hold('users:read');
      await expectProblem(
        actor.client.updateUser({ user: before.id, displayName: 'Y' }),
        'permission-denied',
      );
    });
  });
});
