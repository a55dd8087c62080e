import { paginate } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { expectNeeds, givenActorHolding, givenRole } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const builtIn = ['admin', 'editor', 'super_admin', 'viewer'];

describe('listRoles', () => {
  describe('200', () => {
    it('lists built-in and custom roles by name, each as getRole shows it', async () => {
      const custom = await givenRole(service(), { rank: 50, permissions: ['stats:read'] });
      const { data, page } = await service().root.listRoles();
      const names = data.map(({ name }) => name);
      expect(names).toEqual([...names].sort());
      expect(names).toEqual(expect.arrayContaining([...builtIn, custom.name]));
      expect(page).toEqual({ limit: 50, nextCursor: null });
      for (const role of data) expect(await service().root.getRole({ roleName: role.name })).toEqual(role);
    });

    it('gives every role exactly once, page by page', async () => {
      await givenRole(service());
      const all = (await service().root.listRoles({ limit: 200 })).data.map(({ name }) => name);
      const first = await service().root.listRoles({ limit: 2 });
      expect(first.data).toHaveLength(2);
      expect(first.page).toEqual({ limit: 2, nextCursor: expect.any(String) });
      const walked: string[] = [];
      for await (const { name } of paginate(service().root.listRoles, { limit: 2 })) walked.push(name);
      expect(walked).toEqual(all);
    });

    it('is open to whoever holds roles:read', async () => {
      const { client } = await givenActorHolding(service(), ['roles:read']);
      expect((await client.listRoles()).data.length).toBeGreaterThanOrEqual(builtIn.length);
    });
  });

  describe('400', () => {
    it('refuses a cursor that was altered or belongs to another list', async () => {
      const { page } = await service().root.listRoles({ limit: 1 });
      const cursor = page.nextCursor ?? '';
      const altered = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;
      await expectProblem(service().root.listRoles({ cursor: altered }), 'cursor-invalid');
      await expectProblem(service().root.listTemplates({ cursor }), 'cursor-invalid');
      await expectProblem(service().root.listPermissions({ cursor }), 'cursor-invalid');
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential, and whoever lacks roles:read', async () => {
      await expectProblem(service().anonymous.listRoles(), 'authentication-required');
      await expectNeeds(service(), ['roles:read'], (client) => client.listRoles());
    });
  });

  describe('422', () => {
    it.each([0, 201])('refuses a limit of %i', async (limit) => {
      const { problem } = await expectProblem(service().root.listRoles({ limit }), 'validation-failed');
      expect(problem.errors?.[0]?.loc).toEqual(['query', 'limit']);
    });
  });
});
