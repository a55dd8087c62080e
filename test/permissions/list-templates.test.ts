import { paginate } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { expectNeeds, givenActorHolding, givenTemplate } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const builtIn = ['full_access', 'manager', 'operator', 'viewer'];

describe('listTemplates', () => {
  describe('200', () => {
    it('lists built-in and custom templates by name, each as getTemplate shows it', async () => {
      const custom = await givenTemplate(service(), { permissions: ['stats:read'] });
      const { data, page } = await service().root.listTemplates();
      expect(data.filter((one) => one.builtIn).map(({ name }) => name)).toEqual(builtIn);
      expect(data).toContainEqual(custom);
      const names = data.map(({ name }) => name);
      expect(names).toEqual([...names].sort());
      expect(page).toEqual({ limit: 50, nextCursor: null });
      for (const one of data) {
        expect(await service().root.getTemplate({ templateName: one.name })).toEqual(one);
      }
    });

    it('gives every template exactly once, page by page', async () => {
      const { data: all } = await service().root.listTemplates({ limit: 200 });
      const walked: unknown[] = [];
      for await (const one of paginate(service().root.listTemplates, { limit: 2 })) walked.push(one);
      expect(walked).toEqual(all);
    });

    it('is open to whoever holds permissions:read', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:read']);
      expect((await client.listTemplates({ limit: 1 })).data).toHaveLength(1);
    });
  });

  describe('400', () => {
    it('refuses a cursor that was altered or belongs to another list', async () => {
      const { page } = await service().root.listTemplates({ limit: 1 });
      const cursor = page.nextCursor ?? '';
      await expectProblem(service().root.listTemplates({ cursor: `${cursor}x` }), 'cursor-invalid');
      await expectProblem(service().root.listPermissions({ cursor }), 'cursor-invalid');
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential, and whoever lacks permissions:read', async () => {
      await expectProblem(service().anonymous.listTemplates(), 'authentication-required');
      await expectNeeds(service(), ['permissions:read'], (client) => client.listTemplates());
    });
  });

  describe('422', () => {
    it.each([0, 201])('refuses a limit of %i', async (limit) => {
      await expectProblem(service().root.listTemplates({ limit }), 'validation-failed');
    });
  });
});
