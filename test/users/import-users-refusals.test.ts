import type { ImportUsersInput } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenActor, givenPassword, givenRole, uniqueName } from '../support/given.ts';
import { givenPermission } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { everything, known, names } from './import-parts.ts';

const service = useService();

type Item = ImportUsersInput['items'][number];

const importAll = (items: Item[], rest: Partial<ImportUsersInput> = {}) =>
  service().root.importUsers({ items, ...rest });

describe('an item that breaks a rule fails alone', () => {
  it.each<[string, Partial<Item>, string, unknown[]]>([
    ['an unknown role', { role: 'no-such-role' }, 'validation-failed', ['role']],
    ['an unknown template', { template: 'no-such-template' }, 'validation-failed', ['template']],
    [
      'an unknown permission',
      { permissions: ['users:read', 'no:such'] },
      'validation-failed',
      ['permissions', 1],
    ],
    ['the role of the super admin', { role: 'super_admin' }, 'super-protected', []],
    ['the address of somebody else', { username: 'jane@example.org' }, 'validation-failed', ['username']],
    ['a common password', { password: 'password1' }, 'password-refused', ['password']],
    [
      'a hash that is none',
      { passwordHash: 'd41d8cd98f00b204e9800998ecf8427e' },
      'password-refused',
      ['passwordHash'],
    ],
    [
      'a hash that costs too much',
      { passwordHash: known('argon2id').hash.replace('m=1024', 'm=4194304') },
      'password-refused',
      ['passwordHash'],
    ],
  ])('%s', async (_what, fields, code, loc) => {
    const [before = '', spoiled = '', after = ''] = names(3);
    const items = [{ username: before }, { username: spoiled, ...fields }, { username: after }];
    const { results } = await importAll(items);
    expect(results.map(({ status }) => status)).toEqual(['created', 'failed', 'created']);
    const { problem } = results[1] ?? {};
    expect(problem?.code).toBe(code);
    if (loc.length > 0) expect(problem?.errors?.[0]?.loc).toEqual(['body', 'items', 1, ...loc]);
    expect(JSON.stringify(problem)).not.toMatch(/password1|d41d8|argon2/);
  });

  it('a password that contains the username', async () => {
    const username = uniqueName();
    const { results } = await importAll([{ username, password: `i am ${username}!` }]);
    expect(results[0]?.problem?.errors?.[0]?.type).toBe('contains_username');
  });
});

describe('an import gives nothing that its caller could not give with createUser', () => {
  it.each<[string, Partial<Item>]>([
    ['a role', { role: 'editor' }],
    ['permissions', { permissions: ['users:read'] }],
    ['a template', { template: 'viewer' }],
    ['servers', { servers: ['eu-1'] }],
    ['groups', { groups: ['support'] }],
  ])('%s needs users:grant', async (_what, fields) => {
    const actor = await givenActor(service(), ['users:import', 'users:read']);
    const items = [
      { username: uniqueName(), ...fields },
      { username: uniqueName(), role: 'viewer' },
    ];
    const { results } = await actor.client.importUsers({ items });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'created']);
    expect(results[0]?.problem).toMatchObject({
      code: 'permission-denied',
      missingPermissions: ['users:grant'],
    });
  });

  it('nobody gives what they do not hold, or a role above their own', async () => {
    const actor = await givenActor(service(), ['users:import', 'users:read', 'users:grant'], 30);
    const higher = await givenRole(service(), { permissions: ['users:read'], rank: 31 });
    const stronger = await givenRole(service(), { permissions: ['audit:read'], rank: 5 });
    const items = [
      { permissions: ['users:read'] },
      { permissions: ['audit:read'] },
      { role: higher },
      { role: stronger },
      { role: 'admin' },
      { template: 'full_access' },
      // What is wrong with a password is said only to whoever may create the account.
      { role: 'admin', password: 'password1' },
      { role: 'admin', passwordHash: '$2b$99$nonsense' },
    ].map((fields) => ({ username: uniqueName(), ...fields }));
    const { results } = await actor.client.importUsers({ items });
    expect(results.map(({ problem }) => problem?.code)).toEqual([
      undefined,
      ...Array.from({ length: 7 }, () => 'escalation-refused'),
    ]);
    expect(results[1]?.problem?.missingPermissions).toEqual(['audit:read']);
  });

  it('what may not be given is said before what is wrong with the names, as by createUser', async () => {
    const actor = await givenActor(service(), ['users:import', 'users:create', 'users:read']);
    const item = { username: 'jane@example.org', email: 'john@example.org', role: 'admin' };
    const { results } = await actor.client.importUsers({ items: [item] });
    const { problem } = await expectProblem(actor.client.createUser(item), 'permission-denied');
    expect(results[0]?.problem?.code).toBe(problem.code);
  });

  it('of missing permissions it names twenty', async () => {
    const actor = await givenActor(service(), ['users:import', 'users:read', 'users:grant']);
    const permissions = Array.from({ length: 25 }, () => givenPermission(service()));
    const items = [{ username: uniqueName(), permissions: await Promise.all(permissions) }];
    const { results } = await actor.client.importUsers({ items });
    expect(results[0]?.problem?.missingPermissions).toHaveLength(20);
  });
});

describe('an import is refused as a whole, and creates nothing', () => {
  it.each<[string, unknown, (string | number)[], string]>([
    ['without items', {}, ['items'], 'required'],
    ['with an empty list', { items: [] }, ['items'], 'too_few'],
    [
      'with 1,001 items',
      { items: Array.from({ length: 1_001 }, (_, n) => ({ username: `too-many-${n}` })) },
      ['items'],
      'too_many',
    ],
    [
      'with 101 plain passwords',
      { items: Array.from({ length: 101 }, (_, n) => ({ username: `slow-${n}`, password: givenPassword })) },
      ['items'],
      'too_many_passwords',
    ],
    [
      'with an item that is malformed',
      { items: [{ username: 'fine' }, { username: 'x y z' }] },
      ['items', 1, 'username'],
      'invalid_username',
    ],
    [
      'with an item without a name',
      { items: [{ email: 'a@example.org' }] },
      ['items', 0, 'username'],
      'required',
    ],
    [
      'with an unknown field',
      { items: [{ username: 'fine', admin: true }] },
      ['items', 0, 'admin'],
      'unknown_field',
    ],
    [
      'with two passwords for one account',
      { items: [{ username: 'fine', password: givenPassword, passwordHash: known('scrypt').hash }] },
      ['items', 0, 'passwordHash'],
      'excluded',
    ],
    [
      'with another word for a conflict',
      { items: [{ username: 'fine' }], onConflict: 'update' },
      ['onConflict'],
      'not_allowed',
    ],
  ])('%s', async (_what, body, loc, type) => {
    const before = await everything(service());
    const call = service().root.importUsers(body as ImportUsersInput);
    const { problem } = await expectProblem(call, 'validation-failed');
    expect(problem.errors).toContainEqual(expect.objectContaining({ loc: ['body', ...loc], type }));
    expect(await everything(service())).toBe(before);
  });

  it('and shows no secret of an item', async () => {
    const secrets = { password: 'short!!', passwordHash: 'x'.repeat(513) };
    for (const [field, value] of Object.entries(secrets)) {
      const call = importAll([{ username: 'fine', [field]: value }]);
      const { problem } = await expectProblem(call, 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'items', 0, field] }]);
      expect(JSON.stringify(problem)).not.toContain(value);
    }
  });
});
