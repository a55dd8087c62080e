import { paginate } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { expectNeeds, givenActorHolding, givenPermission } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const builtIn = [
  'api-keys:create',
  'api-keys:manage',
  'api-keys:read',
  'audit:read',
  'permissions:manage',
  'permissions:read',
  'roles:manage',
  'roles:read',
  'sessions:introspect',
  'sessions:read',
  'sessions:revoke',
  'stats:read',
  'users:create',
  'users:delete',
  'users:disable',
  'users:export',
  'users:grant',
  'users:import',
  'users:read',
  'users:reset-password',
  'users:update',
];

describe('listPermissions', () => {
  describe('200', () => {
    it('lists the built-in permissions, each with a sentence and its category', async () => {
      const { data } = await service().root.listPermissions({ limit: 200 });
      const ours = data.filter((one) => one.builtIn);
      expect(ours.map(({ name }) => name)).toEqual(builtIn);
      for (const { name, description, category } of ours) {
        expect(description).toMatch(/^[A-Z].+\.$/);
        expect(category).toBe(name.split(':')[0]);
      }
    });

    it('lists those of applications among them, by name', async () => {
      const name = await givenPermission(service());
      const { data, page } = await service().root.listPermissions({ limit: 200 });
      expect(data).toContainEqual({ name, description: 'Use it.', category: 'app', builtIn: false });
      const names = data.map((one) => one.name);
      expect(names).toEqual([...names].sort());
      expect(page).toEqual({ limit: 200, nextCursor: null });
    });

    it('gives every permission exactly once, page by page', async () => {
      const all = (await service().root.listPermissions({ limit: 200 })).data;
      const walked: unknown[] = [];
      for await (const one of paginate(service().root.listPermissions, { limit: 7 })) walked.push(one);
      expect(walked).toEqual(all);
    });

    it('is open to whoever holds permissions:read', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:read']);
      expect((await client.listPermissions({ limit: 1 })).data).toHaveLength(1);
    });
  });

  describe('400', () => {
    it('refuses a cursor that was altered or belongs to another list', async () => {
      const { page } = await service().root.listPermissions({ limit: 1 });
      const cursor = page.nextCursor ?? '';
      await expectProblem(service().root.listPermissions({ cursor: `${cursor}x` }), 'cursor-invalid');
      await expectProblem(service().root.listRoles({ cursor }), 'cursor-invalid');
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential, and whoever lacks permissions:read', async () => {
      await expectProblem(service().anonymous.listPermissions(), 'authentication-required');
      await expectNeeds(service(), ['permissions:read'], (client) => client.listPermissions());
    });
  });

  describe('422', () => {
    it.each([0, 201])('refuses a limit of %i', async (limit) => {
      await expectProblem(service().root.listPermissions({ limit }), 'validation-failed');
    });
  });
});
