import type { ImportUsersInput, User } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenRole, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { everything, known, names } from './import-parts.ts';

const service = useService();

type Item = ImportUsersInput['items'][number];

const importAll = (items: Item[], rest: Partial<ImportUsersInput> = {}) =>
  service().root.importUsers({ items, ...rest });

describe('importUsers', () => {
  it('creates accounts with every field, as createUser does', async () => {
    const role = await givenRole(service(), { permissions: ['stats:read'] });
    const fields = {
      email: `${uniqueName()}@example.org`,
      displayName: 'Jane Roe',
      did: `did:plc:${uniqueName().replaceAll('-', '')}`,
      role,
      permissions: ['users:read', 'audit:read'],
      template: 'viewer',
      isActive: true,
      servers: ['eu-2', 'eu-1'],
      groups: ['support'],
      metadata: { department: 'Support', '?': ['?', 1] },
      mustChangePassword: true,
    };
    const [one, other] = [uniqueName(), uniqueName()];
    const { results, ...counts } = await importAll([{ username: one, ...fields }]);
    expect(counts).toEqual({ dryRun: false, created: 1, skipped: 0, failed: 0 });
    expect(results).toEqual([{ index: 0, status: 'created', id: expect.any(String), problem: null }]);
    const imported = await service().root.getUser({ user: results[0]?.id ?? '' });
    const created = await service().root.createUser({
      username: other,
      ...fields,
      email: null,
      did: `${fields.did}2`,
    });
    const own = ['id', 'username', 'email', 'did', 'createdAt', 'updatedAt'] as const;
    const without = (user: User) => ({ ...user, ...Object.fromEntries(own.map((field) => [field, ''])) });
    expect(without(imported)).toEqual(without(created));
    expect(imported).toMatchObject({ username: one, email: fields.email, did: fields.did });
    expect((await service().root.listUsers({ q: one })).data.map(({ id }) => id)).toEqual([imported.id]);
    const rights = (user: string) => service().root.getUserPermissions({ user });
    expect(await rights(imported.id)).toEqual(await rights(created.id));
  });

  it('leaves one audit row for each account, like those of createUser', async () => {
    const [first = '', second = ''] = names(2);
    const rows = await auditRowsOf(service(), () =>
      importAll([
        { username: first, groups: ['a'] },
        { username: uniqueName(), role: 'none' },
        { username: second },
      ]),
    );
    const created = await auditRowsOf(service(), () =>
      service().root.createUser({ username: uniqueName(), groups: ['a'] }),
    );
    expect(rows.map(({ action, target_name }) => [action, target_name]).sort()).toEqual(
      [first, second].sort().map((name) => ['user.created', name]),
    );
    expect(rows.find((row) => row.target_name === first)?.changes).toBe(created[0]?.changes);
    expect(new Set(rows.map(({ request_id }) => request_id)).size).toBe(1);
  });

  it('takes plain passwords, hashes of other systems, and none', async () => {
    const { hash, password } = known('Django sha256');
    const [plain = '', hashed = '', none = '', did = ''] = names(4);
    const { results } = await importAll([
      { username: plain, password: givenPassword },
      { username: hashed, passwordHash: hash },
      { username: none },
      { username: did, did: `did:plc:${uniqueName().replaceAll('-', '')}` },
    ]);
    const statuses = await Promise.all(
      results.map(async ({ id }) => (await service().root.getUser({ user: id ?? '' })).status),
    );
    expect(statuses).toEqual(['active', 'active', 'pending', 'active']);
    await service().anonymous.logIn({ username: plain, password: givenPassword });
    expect((await service().anonymous.logIn({ username: hashed, password })).user.username).toBe(hashed);
    await expectProblem(
      service().anonymous.logIn({ username: hashed, password: givenPassword }),
      'login-failed',
    );
  });

  it('creates a thousand with all their fields at once, each exactly once', async () => {
    const usernames = names(1_000, 'many');
    const items = usernames.map((username) => ({
      username,
      email: `${username}@example.org`,
      passwordHash: known('bcrypt 2b').hash,
      groups: ['many'],
      displayName: 'Jane Roe',
      role: 'viewer',
      metadata: { department: 'Support' },
    }));
    const { created, results } = await importAll(items);
    expect([created, results.length]).toEqual([1_000, 1_000]);
    const { reader } = service().dependencies.database;
    const rows: { username: string }[] = await reader('users').where('username', 'like', 'many-%');
    expect(rows.map(({ username }) => username).sort()).toEqual([...usernames].sort());
    const again = await importAll(items, { onConflict: 'skip' });
    expect(again).toMatchObject({ created: 0, skipped: 1_000, failed: 0 });
  });

  it('changes nothing in a dry run, and says the same', async () => {
    const taken = await givenAccount(service());
    const [fresh = ''] = names(1);
    const items = [
      { username: fresh, password: givenPassword },
      { username: taken.username },
      { username: fresh },
    ];
    const before = await everything(service());
    const dry = await importAll(items, { dryRun: true });
    expect(await everything(service())).toBe(before);
    const wet = await importAll(items);
    expect(dry.results.map(({ id }) => id)).toEqual([null, null, null]);
    const without = ({ results, ...counts }: typeof wet) => ({
      ...counts,
      dryRun: '',
      results: results.map((result) => ({ ...result, id: '' })),
    });
    expect(without(dry)).toEqual(without(wet));
    expect(wet).toMatchObject({ created: 1, failed: 2 });
  });
});

describe('an item that conflicts', () => {
  it.each([
    ['fail', 'failed'],
    ['skip', 'skipped'],
    [undefined, 'failed'],
  ] as const)('with onConflict %s is %s, and the others are created', async (onConflict, status) => {
    const did = `did:plc:${uniqueName().replaceAll('-', '')}`;
    const email = `${uniqueName()}@example.org`;
    const taken = await givenAccount(service(), { email, did });
    const [a = '', b = '', c = '', d = '', e = ''] = names(5);
    const { results, ...counts } = await importAll(
      [
        { username: a },
        { username: taken.username.toUpperCase() },
        { username: b, email: email.toUpperCase() },
        { username: c, did },
        { username: a.toUpperCase() },
        { username: d, email: `${d}@example.org` },
        { username: e, email: `${d}@EXAMPLE.org` },
        { username: b },
      ],
      onConflict === undefined ? {} : { onConflict },
    );
    const codes = results.map((result) => [result.status, result.problem?.code]);
    expect(codes).toEqual([
      ['created', undefined],
      [status, 'username-taken'],
      [status, 'email-taken'],
      [status, 'did-taken'],
      [status, 'username-taken'],
      ['created', undefined],
      [status, 'email-taken'],
      // The first item of this name was not created.
      ['created', undefined],
    ]);
    expect(counts).toMatchObject({ created: 3, [status]: 5 });
    expect(results[2]?.problem?.errors).toEqual([
      { loc: ['body', 'items', 2, 'email'], msg: expect.any(String), type: 'taken' },
    ]);
  });

  it('is found beyond the first of the statements that one import is made of', async () => {
    const taken = await givenAccount(service());
    const usernames = names(900, 'far');
    const items = usernames.map((username) => ({ username }));
    items.splice(700, 0, { username: taken.username }, { username: usernames[3] ?? '' });
    const { results, created } = await importAll(items);
    expect(created).toBe(900);
    expect(results.filter(({ status }) => status === 'failed').map(({ index }) => index)).toEqual([700, 701]);
  });

  it('loses no account when two imports of the same race', async () => {
    const items = names(40, 'race').map((username) => ({ username }));
    const runs = await Promise.all([1, 2, 3].map(() => importAll(items, { onConflict: 'skip' })));
    const statuses = items.map((_, index) => runs.map(({ results }) => results[index]?.status).sort());
    for (const ofItem of statuses) expect(ofItem).toEqual(['created', 'skipped', 'skipped']);
  });
});
