import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, uniqueName } from '../support/given.ts';
import {
  expectNeeds,
  expectRefusal,
  givenActorHolding,
  givenPermission,
  givenTemplate,
  onlyAuditRowOf,
  succeeded,
} from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

/** Gives a built-in template another list until the end of the test. */
async function replaceBuiltIn(templateName: string, permissions: readonly string[]) {
  onTestFinished(async () => {
    await service().root.deleteTemplate({ templateName });
  });
  return succeeded(await service().root.raw.putTemplate({ templateName, permissions }));
}

describe('putTemplate', () => {
  describe('201', () => {
    it('makes a template and answers with every field and the tag', async () => {
      const templateName = uniqueName('template');
      const permissions = ['users:read', 'stats:read', 'users:read'];
      const { status, body, tag } = succeeded(
        await service().root.raw.putTemplate({ templateName, description: 'Mine.', permissions }),
      );
      expect(status).toBe(201);
      expect(body).toEqual({
        name: templateName,
        description: 'Mine.',
        permissions: ['stats:read', 'users:read'],
        builtIn: false,
        version: 1,
      });
      expect(succeeded(await service().root.raw.getTemplate({ templateName }))).toMatchObject({ body, tag });
    });

    it('leaves exactly one audit row', async () => {
      const templateName = uniqueName('template');
      const row = await onlyAuditRowOf(service(), () =>
        service().root.putTemplate({ templateName, permissions: ['stats:read'] }),
      );
      expect(row).toMatchObject({
        action: 'template.created',
        outcome: 'success',
        target_kind: 'template',
        target_name: templateName,
        changes: [
          { field: 'description', after: '' },
          { field: 'permissions', after: ['stats:read'] },
        ],
      });
    });
  });

  describe('200', () => {
    it('replaces a template, keeps the description that is left out, and leaves one audit row', async () => {
      const { name: templateName } = await givenTemplate(service(), { description: 'Mine.' });
      const row = await onlyAuditRowOf(service(), async () => {
        const answer = await service().root.raw.putTemplate({ templateName, permissions: ['stats:read'] });
        const { status, body, tag } = succeeded(answer);
        expect(status).toBe(200);
        expect(body).toMatchObject({ description: 'Mine.', permissions: ['stats:read'], version: 2 });
        expect(succeeded(await service().root.raw.getTemplate({ templateName }))).toMatchObject({
          body,
          tag,
        });
      });
      expect(row).toMatchObject({
        action: 'template.updated',
        changes: [{ field: 'permissions', before: [], after: ['stats:read'] }],
      });
    });

    it('leaves version and audit alone when nothing changes', async () => {
      const template = await givenTemplate(service(), { permissions: ['audit:read', 'stats:read'] });
      const rows = await auditRowsOf(service(), async () => {
        const again = { templateName: template.name, permissions: ['stats:read', 'audit:read'] };
        expect(await service().root.putTemplate(again)).toEqual(template);
      });
      expect(rows).toEqual([]);
    });

    it('replaces a built-in template, which is not computed any more then', async () => {
      const { status, body } = await replaceBuiltIn('viewer', ['stats:read']);
      expect(status).toBe(200);
      expect(body).toMatchObject({ name: 'viewer', permissions: ['stats:read'], builtIn: true });
      await givenPermission(service(), 'read');
      const after = await service().root.getTemplate({ templateName: 'viewer' });
      expect(after.permissions).toEqual(['stats:read']);
      expect((await service().root.getTemplate({ templateName: 'operator' })).permissions).toContain(
        'users:read',
      );
    });

    it('changes no user to whom it was applied', async () => {
      const { name: template } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const { id: user } = await givenAccount(service(), { template });
      const before = await service().root.getUser({ user });
      await service().root.putTemplate({ templateName: template, permissions: ['users:read'] });
      expect(before.permissions).toEqual(['stats:read']);
      expect(await service().root.getUser({ user })).toEqual(before);
    });

    it('honours If-Match with the current tag and with *', async () => {
      const { name: templateName } = await givenTemplate(service());
      const { tag } = succeeded(await service().root.raw.getTemplate({ templateName }));
      const put = (permissions: string[], ifMatch: string) =>
        service().root.putTemplate({ templateName, permissions }, { ifMatch });
      expect(await put(['stats:read'], tag)).toMatchObject({ version: 2 });
      expect(await put([], '*')).toMatchObject({ version: 3 });
    });

    it('lets an actor make and change a template within what they hold', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:manage', 'stats:read']);
      const templateName = uniqueName('template');
      await client.putTemplate({ templateName, permissions: ['stats:read'] });
      await client.putTemplate({ templateName, permissions: ['permissions:manage'] });
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential', async () => {
      const call = service().anonymous.putTemplate({ templateName: 'viewer', permissions: [] });
      await expectProblem(call, 'authentication-required');
    });

    it('needs permissions:manage', async () => {
      await expectNeeds(service(), ['permissions:manage'], (client) =>
        client.putTemplate({ templateName: uniqueName('template'), permissions: [] }),
      );
    });

    it('refuses a list that the actor does not hold, after the change', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:manage', 'stats:read']);
      const templateName = uniqueName('template');
      const permissions = ['users:read', 'stats:read'];
      const call = () => client.putTemplate({ templateName, permissions });
      expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
        missingPermissions: ['users:read'],
      });
      await expectProblem(service().root.getTemplate({ templateName }), 'template-not-found');
    });

    it('refuses a list that the actor does not hold, before the change', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:manage', 'stats:read']);
      const template = await givenTemplate(service(), { permissions: ['audit:read', 'stats:read'] });
      for (const change of [
        { permissions: ['stats:read'] },
        { permissions: template.permissions, description: 'x' },
      ]) {
        const call = () => client.putTemplate({ templateName: template.name, ...change });
        expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
          missingPermissions: ['audit:read'],
        });
      }
      expect(await service().root.getTemplate({ templateName: template.name })).toEqual(template);
    });

    it('refuses a built-in template to whoever does not hold its computed list', async () => {
      const { client } = await givenActorHolding(service(), ['permissions:manage'], { role: 'admin' });
      const call = () => client.putTemplate({ templateName: 'full_access', permissions: [] });
      expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
        missingPermissions: ['roles:manage'],
      });
    });
  });

  describe('412', () => {
    it('refuses another version, says the current one, and changes nothing', async () => {
      const { name: templateName } = await givenTemplate(service());
      const { tag: old } = succeeded(await service().root.raw.getTemplate({ templateName }));
      const put = { templateName, permissions: ['stats:read'] };
      const { tag } = succeeded(await service().root.raw.putTemplate(put));
      const call = service().root.putTemplate({ templateName, permissions: [] }, { ifMatch: old });
      expect((await expectProblem(call, 'version-mismatch')).headers.get('etag')).toBe(tag);
      expect(await service().root.getTemplate({ templateName })).toMatchObject({ version: 2 });
    });

    it('makes no template where a version of it was expected', async () => {
      const templateName = uniqueName('template');
      for (const ifMatch of ['*', `"${templateName}.1"`]) {
        const call = service().root.putTemplate({ templateName, permissions: [] }, { ifMatch });
        await expectProblem(call, 'version-mismatch');
      }
      await expectProblem(service().root.getTemplate({ templateName }), 'template-not-found');
    });
  });

  describe('422', () => {
    it.each(['Template', '1st', 'a'.repeat(64), 'with space'])(
      'refuses %s as the name',
      async (templateName) => {
        const { problem } = await expectProblem(
          service().root.putTemplate({ templateName, permissions: [] }),
          'validation-failed',
        );
        expect(problem.errors?.map(({ loc }) => loc)).toEqual([['path', 'templateName']]);
      },
    );

    it('refuses fields that are missing or unknown', async () => {
      const templateName = uniqueName('template');
      const unknown = { templateName, permissions: [], builtIn: true };
      const { problem } = await expectProblem(service().root.putTemplate(unknown), 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'builtIn'], type: 'unknown_field' }]);
    });
  });
});
