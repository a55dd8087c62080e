import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import {
  catalogueOf,
  expectNeeds,
  givenActorHolding,
  givenPermission,
  givenTemplate,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

const viewer = ['api-keys:read', 'permissions:read', 'roles:read', 'stats:read', 'users:read'];
const operator = [...viewer, 'api-keys:create', 'sessions:revoke'];
const manager = [...operator, 'users:create', 'users:update', 'users:disable', 'users:reset-password'];

const listOf = async (templateName: string) =>
  (await service().root.getTemplate({ templateName })).permissions;

describe('getTemplate', () => {
  describe('200', () => {
    it.each([
      { templateName: 'viewer', expected: viewer },
      { templateName: 'operator', expected: operator },
      { templateName: 'manager', expected: manager },
    ])('grants by $templateName exactly what the rules say', async ({ templateName, expected }) => {
      const builtIn = (await listOf(templateName)).filter((name) => !name.startsWith('app-'));
      expect(builtIn).toEqual([...expected].sort());
    });

    it('grants by full_access the whole catalogue', async () => {
      expect(await listOf('full_access')).toEqual(await catalogueOf(service()));
    });

    it('computes the built-in lists from the catalogue of the moment', async () => {
      const readable = await givenPermission(service(), 'read');
      const dotted = await givenPermission(service(), 'things.read');
      const writable = await givenPermission(service(), 'write');
      const nearly = await givenPermission(service(), 'read-all');
      const further = await givenPermission(service(), 'read:all');
      for (const name of ['viewer', 'operator', 'manager']) {
        const list = await listOf(name);
        expect(list).toEqual(expect.arrayContaining([readable, dotted]));
        for (const other of [writable, nearly, further]) expect(list).not.toContain(other);
      }
      const all = [readable, dotted, writable, nearly, further];
      expect(await listOf('full_access')).toEqual(expect.arrayContaining(all));
    });

    it('shows every field, and carries the tag', async () => {
      const { body, tag } = succeeded(await service().root.raw.getTemplate({ templateName: 'operator' }));
      expect(body).toMatchObject({ name: 'operator', builtIn: true, version: 1 });
      expect(body.description).toMatch(/^[A-Z].+\.$/);
      expect(Object.keys(body).sort()).toEqual(['builtIn', 'description', 'name', 'permissions', 'version']);
      expect(tag).toBe('"operator.1"');
    });

    it('shows a custom template to whoever holds permissions:read', async () => {
      const template = await givenTemplate(service(), { description: 'Mine.', permissions: ['stats:read'] });
      const { client } = await givenActorHolding(service(), ['permissions:read']);
      expect(await client.getTemplate({ templateName: template.name })).toEqual({
        name: template.name,
        description: 'Mine.',
        permissions: ['stats:read'],
        builtIn: false,
        version: 1,
      });
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential, and whoever lacks permissions:read', async () => {
      const anonymous = service().anonymous.getTemplate({ templateName: 'viewer' });
      await expectProblem(anonymous, 'authentication-required');
      for (const templateName of ['viewer', 'no-such-template']) {
        await expectNeeds(service(), ['permissions:read'], (client) => client.getTemplate({ templateName }));
      }
    });
  });

  describe('404', () => {
    it('says that there is no such template', async () => {
      const call = service().root.getTemplate({ templateName: 'no-such-template' });
      await expectProblem(call, 'template-not-found');
    });
  });

  describe('422', () => {
    it('refuses what is no name of a template', async () => {
      await expectProblem(service().root.getTemplate({ templateName: 'No Name' }), 'validation-failed');
    });
  });
});
