import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import {
  expectNeeds,
  givenActorHolding,
  givenPermission,
  uniquePermission,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

describe('getPermission', () => {
  describe('200', () => {
    it('shows a built-in permission', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:read']);
      expect(await client.getPermission({ permission: 'users:reset-password' })).toEqual({
        name: 'users:reset-password',
        description: expect.stringContaining('password'),
        category: 'users',
        builtIn: true,
      });
    });

    it('shows one of an application', async () => {
      const permission = await givenPermission(service());
      expect(await service().root.getPermission({ permission })).toEqual({
        name: permission,
        description: 'Use it.',
        category: 'app',
        builtIn: false,
      });
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential, and whoever lacks permissions:read', async () => {
      const anonymous = service().anonymous.getPermission({ permission: 'users:read' });
      await expectProblem(anonymous, 'authentication-required');
      for (const permission of ['users:read', uniquePermission()]) {
        await expectNeeds(service(), ['permissions:read'], (client) => client.getPermission({ permission }));
      }
    });
  });

  describe('404', () => {
    it('says that there is no such permission, also for one in other letter case', async () => {
      for (const permission of [uniquePermission(), 'users:Read']) {
        await expectProblem(service().root.getPermission({ permission }), 'permission-not-found');
      }
    });
  });

  describe('422', () => {
    it('refuses what is no name of a permission', async () => {
      const { problem } = await expectProblem(
        service().root.getPermission({ permission: 'read' }),
        'validation-failed',
      );
      expect(problem.errors).toMatchObject([{ loc: ['path', 'permission'], type: 'invalid_permission' }]);
    });
  });
});
