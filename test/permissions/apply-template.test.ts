import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenUser, uniqueName } from '../support/given.ts';
import {
  catalogueOf,
  expectRefusal,
  givenActorHolding,
  givenPermission,
  givenTemplate,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const makeUsers = ['users:create', 'users:read'];

describe('createUser with a template', () => {
  describe('201', () => {
    it('copies what the template grants, beside the permissions of the request', async () => {
      const { name: template } = await givenTemplate(service(), {
        permissions: ['stats:read', 'users:read'],
      });
      const user = await givenAccount(service(), { template, permissions: ['audit:read', 'stats:read'] });
      expect(user.permissions).toEqual(['audit:read', 'stats:read', 'users:read']);
    });

    it('copies full_access as the catalogue is at this moment, and not what is registered tomorrow', async () => {
      const { id: user, permissions } = await givenAccount(service(), { template: 'full_access' });
      expect(permissions).toEqual(await catalogueOf(service()));
      await givenPermission(service());
      expect((await service().root.getUser({ user })).permissions).toEqual(permissions);
    });

    it('lets an actor with users:grant apply what they hold', async () => {
      const { name: template } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const { client } = await givenActorHolding(service(), [...makeUsers, 'users:grant', 'stats:read']);
      const user = await client.createUser({ username: uniqueName(), template });
      expect(user.permissions).toEqual(['stats:read']);
    });
  });

  describe('403', () => {
    it('needs users:grant besides, whether or not the template grants or exists', async () => {
      const { client } = await givenActorHolding(service(), makeUsers);
      for (const template of [(await givenTemplate(service())).name, 'no-such-template']) {
        const call = () => client.createUser({ username: uniqueName(), template });
        expect(await expectRefusal(service(), call, 'permission-denied')).toMatchObject({
          missingPermissions: ['users:grant'],
        });
      }
    });

    it('refuses a template that grants what the actor does not hold, and makes no user', async () => {
      const { name: template } = await givenTemplate(service(), {
        permissions: ['audit:read', 'stats:read'],
      });
      const { client } = await givenActorHolding(service(), [...makeUsers, 'users:grant', 'stats:read']);
      const username = uniqueName();
      const call = () => client.createUser({ username, template });
      expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
        missingPermissions: ['audit:read'],
      });
      await expectProblem(service().root.getUser({ user: `@${username}` }), 'user-not-found');
    });

    it('refuses full_access to an administrator', async () => {
      const { client } = await givenUser(service(), { role: 'admin' });
      const call = () => client.createUser({ username: uniqueName(), template: 'full_access' });
      expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
        missingPermissions: ['permissions:manage', 'roles:manage'],
      });
    });
  });
});
