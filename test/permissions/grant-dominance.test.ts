import type { UpdateUserPermissionsInput } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenUser } from '../support/given.ts';
import { expectRefusal, givenActorHolding, givenRole, givenTemplate } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const granting = ['users:read', 'users:grant', 'stats:read'];

/** Expects the change to be refused as reaching too far, and the user to be untouched. */
async function expectEscalation(
  { client }: Awaited<ReturnType<typeof givenUser>>,
  change: UpdateUserPermissionsInput,
  missing: readonly string[],
): Promise<void> {
  const before = await service().root.getUser({ user: change.user });
  const call = () => client.updateUserPermissions(change);
  const { missingPermissions } = await expectRefusal(service(), call, 'escalation-refused');
  expect(missingPermissions).toEqual(missing);
  expect(await service().root.getUser({ user: change.user })).toEqual(before);
}

describe('updateUserPermissions', () => {
  describe('403 for reaching beyond the own permissions', () => {
    it('refuses to grant what the actor does not hold, in every way', async () => {
      const actor = await givenActorHolding(service(), granting);
      const { id: user } = await givenAccount(service());
      const { name: template } = await givenTemplate(service(), {
        permissions: ['audit:read', 'stats:read'],
      });
      await expectEscalation(actor, { user, grant: ['stats:read', 'audit:read'] }, ['audit:read']);
      await expectEscalation(actor, { user, permissions: ['audit:read'] }, ['audit:read']);
      await expectEscalation(actor, { user, template }, ['audit:read']);
    });

    it('refuses to revoke what the actor does not hold, in every way', async () => {
      const actor = await givenActorHolding(service(), granting);
      const { id: user } = await givenAccount(service(), { permissions: ['audit:read', 'stats:read'] });
      await expectEscalation(actor, { user, revoke: ['audit:read'] }, ['audit:read']);
      await expectEscalation(actor, { user, permissions: ['stats:read'] }, ['audit:read']);
      await expectEscalation(actor, { user, permissions: [] }, ['audit:read']);
    });

    it('refuses every change of a user who holds more, by grant, role or included role', async () => {
      const actor = await givenActorHolding(service(), granting);
      const strong = await givenRole(service(), { permissions: ['audit:read'] });
      const including = await givenRole(service(), { rank: 41 });
      const targets = [
        { fields: { permissions: ['audit:read'] }, missing: ['audit:read'] },
        { fields: { role: strong.name }, missing: ['audit:read'] },
        { fields: { role: 'editor' }, missing: ['api-keys:create'] },
        { fields: { role: including.name }, missing: ['api-keys:create'] },
      ];
      for (const { fields, missing } of targets) {
        const { id: user } = await givenAccount(service(), fields);
        await expectEscalation(actor, { user, grant: ['stats:read'] }, missing);
        await expectEscalation(actor, { user, revoke: ['stats:read'] }, missing);
        await expectEscalation(actor, { user, grant: [] }, missing);
      }
    });

    it('refuses roles:manage and permissions:manage to administrators', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const { id: user } = await givenAccount(service());
      for (const permission of ['roles:manage', 'permissions:manage']) {
        await expectEscalation(admin, { user, grant: [permission] }, [permission]);
      }
      await expectEscalation(admin, { user, template: 'full_access' }, [
        'permissions:manage',
        'roles:manage',
      ]);
    });

    it('counts what was withdrawn from the actor since', async () => {
      const actor = await givenActorHolding(service(), granting);
      const { id: user } = await givenAccount(service());
      await actor.client.updateUserPermissions({ user, grant: ['stats:read'] });
      await service().root.updateUserPermissions({ user: actor.user.id, revoke: ['stats:read'] });
      await expectEscalation(actor, { user, revoke: ['stats:read'] }, ['stats:read']);
    });

    it('comes before the version', async () => {
      const actor = await givenActorHolding(service(), granting);
      const { id: user } = await givenAccount(service(), { permissions: ['audit:read'] });
      const call = actor.client.updateUserPermissions({ user, grant: [] }, { ifMatch: '"x.1"' });
      await expectProblem(call, 'escalation-refused');
    });
  });

  describe('403 for oneself', () => {
    it('refuses to change the own grants, even where nothing would change, even to the super admin', async () => {
      const actor = await givenActorHolding(service(), granting);
      for (const { client, user } of [
        actor,
        { client: service().root, user: (await service().root.getMe()).user },
      ]) {
        for (const reference of [user.id, `@${user.username}`]) {
          for (const change of [{ grant: ['stats:read'] }, { revoke: ['stats:read'] }, { permissions: [] }]) {
            const call = () => client.updateUserPermissions({ user: reference, ...change });
            await expectRefusal(service(), call, 'self-action-refused');
          }
        }
        const { permissions, version } = await service().root.getUser({ user: user.id });
        expect({ permissions, version }).toEqual({ permissions: user.permissions, version: user.version });
      }
    });

    it('says so before it says that the change reaches too far', async () => {
      const { client, user } = await givenActorHolding(service(), granting);
      const call = () => client.updateUserPermissions({ user: user.id, grant: ['audit:read'] });
      await expectRefusal(service(), call, 'self-action-refused');
    });
  });

  describe('403 for the super admin', () => {
    it('refuses to touch the super admin, even to whoever holds the whole catalogue', async () => {
      const { client } = await givenUser(service(), { template: 'full_access', role: 'admin' });
      for (const change of [{ grant: ['stats:read'] }, { permissions: [] }, { template: 'viewer' }]) {
        const call = () => client.updateUserPermissions({ user: '@root', ...change });
        await expectRefusal(service(), call, 'super-protected');
      }
      expect((await service().root.getMe()).user).toMatchObject({ permissions: [], version: 1 });
    });
  });
});
