import type { Client } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, uniqueName } from '../support/given.ts';
import { givenRole, givenTemplate, uniquePermission } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';

const service = useService();

/** Every way by which a permission could get into the database. */
const ways: { way: string; field: string; send(client: Client, permissions: string[]): Promise<unknown> }[] =
  [
    {
      way: 'createUser',
      field: 'permissions',
      send: (client, permissions) => client.createUser({ username: uniqueName(), permissions }),
    },
    ...(['permissions', 'grant', 'revoke'] as const).map((field) => ({
      way: 'updateUserPermissions',
      field,
      send: async (client: Client, permissions: string[]) => {
        const { id: user } = await givenAccount(service());
        return client.updateUserPermissions({ user, [field]: permissions });
      },
    })),
    {
      way: 'createRole',
      field: 'permissions',
      send: (client, permissions) => client.createRole({ name: uniqueName('role'), rank: 1, permissions }),
    },
    {
      way: 'updateRole',
      field: 'permissions',
      send: async (client, permissions) => {
        const { name: roleName } = await givenRole(service());
        return client.updateRole({ roleName, permissions });
      },
    },
    {
      way: 'updateRole of a built-in role',
      field: 'permissions',
      send: (client, permissions) => client.updateRole({ roleName: 'viewer', permissions }),
    },
    {
      way: 'putTemplate of a new template',
      field: 'permissions',
      send: (client, permissions) => client.putTemplate({ templateName: uniqueName('t'), permissions }),
    },
    {
      way: 'putTemplate of a known template',
      field: 'permissions',
      send: async (client, permissions) => {
        const { name: templateName } = await givenTemplate(service());
        return client.putTemplate({ templateName, permissions });
      },
    },
  ];

describe('a permission that is not in the catalogue', () => {
  it.each(ways)(
    'is refused by $way in $field, named with its place, and nothing is stored',
    async ({ field, send }) => {
      const unknown = uniquePermission();
      const rows = await auditRowsOf(service(), async () => {
        const call = send(service().root, ['stats:read', unknown, 'Stats:Read'.toLowerCase(), 'stats:Read']);
        const { problem } = await expectProblem(call, 'validation-failed');
        expect(problem.errors).toEqual([
          expect.objectContaining({ loc: ['body', field, 1], type: 'unknown_permission', input: unknown }),
          expect.objectContaining({
            loc: ['body', field, 3],
            type: 'unknown_permission',
            input: 'stats:Read',
          }),
        ]);
      });
      const made = ['user.created', 'role.created', 'template.created'];
      expect(rows.filter((row) => !made.includes(row.action))).toEqual([]);
      expect(JSON.stringify(rows)).not.toContain(unknown);
      const { reader } = service().dependencies.database;
      for (const table of ['user_permissions', 'role_permissions', 'template_permissions']) {
        expect(await reader(table).where({ permission: unknown })).toEqual([]);
      }
    },
  );

  it.each(ways)('is refused by $way in $field once it was removed', async ({ send }) => {
    const permission = uniquePermission();
    await service().root.putPermission({ permission, description: '', category: 'app' });
    await service().root.removePermission({ permission });
    await expectProblem(send(service().root, [permission]), 'validation-failed');
  });

  it('is refused before the path is looked up', async () => {
    const permissions = [uniquePermission()];
    const { root } = service();
    await expectProblem(root.updateRole({ roleName: 'no-such-role', permissions }), 'validation-failed');
    await expectProblem(root.updateUserPermissions({ user: '@nobody', permissions }), 'validation-failed');
  });
});

describe('a template that does not exist', () => {
  it('is refused when it is to be applied', async () => {
    const { id: user } = await givenAccount(service());
    const template = 'no-such-template';
    const username = uniqueName();
    const attempts = [
      () => service().root.createUser({ username, template }),
      () => service().root.updateUserPermissions({ user, template }),
      () => service().root.updateUserPermissions({ user: '@nobody', template }),
    ];
    for (const attempt of attempts) {
      const { problem } = await expectProblem(attempt(), 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'template'], type: 'unknown_template' }]);
    }
    await expectProblem(service().root.getUser({ user: `@${username}` }), 'user-not-found');
  });
});
