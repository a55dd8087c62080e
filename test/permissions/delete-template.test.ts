import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount } from '../support/given.ts';
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

describe('deleteTemplate', () => {
  describe('204', () => {
    it('removes a custom template, with one audit row', async () => {
      const { name: templateName } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const row = await onlyAuditRowOf(service(), async () => {
        expect(await service().root.deleteTemplate({ templateName })).toBeUndefined();
      });
      expect(row).toMatchObject({
        action: 'template.deleted',
        outcome: 'success',
        target_kind: 'template',
        target_name: templateName,
        changes: [{ field: 'permissions', before: ['stats:read'], after: [] }],
      });
      await expectProblem(service().root.getTemplate({ templateName }), 'template-not-found');
    });

    it('leaves the users to whom it was applied as they are', async () => {
      const { name: template } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const user = await givenAccount(service(), { template });
      await service().root.deleteTemplate({ templateName: template });
      expect(await service().root.getUser({ user: user.id })).toEqual(user);
    });

    it('gives a built-in template its default back, computed from the catalogue of the moment', async () => {
      const before = await service().root.getTemplate({ templateName: 'viewer' });
      await service().root.putTemplate({
        templateName: 'viewer',
        description: 'Mine.',
        permissions: ['audit:read'],
      });
      const permission = await givenPermission(service(), 'read');
      const expected = [...before.permissions, permission].sort();
      const row = await onlyAuditRowOf(service(), () =>
        service().root.deleteTemplate({ templateName: 'viewer' }),
      );
      expect(row).toMatchObject({
        action: 'template.restored',
        target_name: 'viewer',
        changes: [{ field: 'permissions', before: ['audit:read'], after: expected }],
      });
      expect(await service().root.getTemplate({ templateName: 'viewer' })).toEqual({
        ...before,
        permissions: expected,
        version: before.version + 2,
      });
    });

    it('leaves a built-in template that has its default alone', async () => {
      const before = await service().root.getTemplate({ templateName: 'manager' });
      const rows = await auditRowsOf(service(), () =>
        service().root.deleteTemplate({ templateName: 'manager' }),
      );
      expect(rows).toEqual([]);
      expect(await service().root.getTemplate({ templateName: 'manager' })).toEqual(before);
    });

    it('is open to an actor who holds what it grants, and honours If-Match', async () => {
      const { name: templateName } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const { tag } = succeeded(await service().root.raw.getTemplate({ templateName }));
      const { client } = await givenActorHolding(service(), ['permissions:manage', 'stats:read']);
      await client.deleteTemplate({ templateName }, { ifMatch: tag });
    });
  });

  describe('401 and 403', () => {
    it('refuses callers without a credential', async () => {
      const call = service().anonymous.deleteTemplate({ templateName: 'viewer' });
      await expectProblem(call, 'authentication-required');
    });

    it('needs permissions:manage, whether the template exists or not', async () => {
      for (const templateName of ['viewer', 'no-such-template']) {
        await expectNeeds(service(), ['permissions:manage'], (client) =>
          client.deleteTemplate({ templateName }),
        );
      }
    });

    it('refuses a template that grants what the actor does not hold', async () => {
      const template = await givenTemplate(service(), { permissions: ['stats:read'] });
      const { client } = await givenActorHolding(service(), ['permissions:manage']);
      const call = () => client.deleteTemplate({ templateName: template.name });
      expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
        missingPermissions: ['stats:read'],
      });
      expect(await service().root.getTemplate({ templateName: template.name })).toEqual(template);
    });

    it('refuses to restore a default that the actor does not hold', async () => {
      const templateName = 'full_access';
      await service().root.putTemplate({ templateName, permissions: [] });
      onTestFinished(async () => {
        await service().root.deleteTemplate({ templateName });
      });
      const { client } = await givenActorHolding(service(), ['permissions:manage'], { role: 'admin' });
      const call = () => client.deleteTemplate({ templateName });
      expect(await expectRefusal(service(), call, 'escalation-refused')).toMatchObject({
        missingPermissions: ['roles:manage'],
      });
    });
  });

  describe('404', () => {
    it('says that there is no such template', async () => {
      const call = service().root.deleteTemplate({ templateName: 'no-such-template' });
      await expectProblem(call, 'template-not-found');
    });
  });

  describe('412', () => {
    it('refuses another version and says the current one', async () => {
      const { name: templateName } = await givenTemplate(service());
      const { tag } = succeeded(await service().root.raw.getTemplate({ templateName }));
      const call = service().root.deleteTemplate({ templateName }, { ifMatch: '"other.1"' });
      expect((await expectProblem(call, 'version-mismatch')).headers.get('etag')).toBe(tag);
      await service().root.getTemplate({ templateName });
    });

    it('does not take a version of a deleted template for one of a new template of the same name', async () => {
      const { name: templateName } = await givenTemplate(service(), { permissions: ['stats:read'] });
      const { tag } = succeeded(await service().root.raw.getTemplate({ templateName }));
      await service().root.deleteTemplate({ templateName });
      await givenTemplate(service(), { templateName, permissions: ['users:read'] });
      const call = service().root.deleteTemplate({ templateName }, { ifMatch: tag });
      await expectProblem(call, 'version-mismatch');
    });
  });
});
