import { readFile, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { User } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { knownHashes } from '../passwords/known-hashes.ts';
import { temporaryFolder } from '../start/service-process.ts';
import { givenPassword, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile, reportOf, toNdjson, useImport } from './import-files.ts';
import { givenKey, runRoster } from './run-roster.ts';

const service = useService();
const { env, importFile } = useImport(service, ['users:import', 'users:read', 'users:grant', 'stats:read']);

const read = (username: string) => service().root.getUser({ user: `@${username}` });

/** What of an account does not belong to the very account that has it. */
function withoutOwn({ id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...rest }: User) {
  return rest;
}

describe('roster users import', () => {
  it('creates the accounts of a table, with every field', async () => {
    const [full, plain, hashed] = [uniqueName(), uniqueName(), uniqueName()];
    const { hash, password } = knownHashes.find(({ made }) => made === 'bcrypt 2b') ?? {
      hash: '',
      password: '',
    };
    const did = `did:plc:${full.replaceAll('-', '')}`;
    const csv = [
      '\ufeffUsername,E-Mail,display_name,DID,Role,Permissions,Template,IsActive,Servers,Groups,Metadata,mustChangePassword,password,password_hash',
      `${full},${full}@example.org,"'=Jane ""J"" Röe",${did},viewer,stats:read;users:read,,no,eu-1;eu-2,a\\;b;c\\\\d,"{""floor"":3}",true,,`,
      '',
      `${plain},,,,,,,,,,,,'=${givenPassword},`,
      `${hashed},,"two\nlines are refused",,,,,,,,,,,${hash}`,
      `${hashed},,,,,,,,,,,,,${hash}`,
    ].join('\r\n');
    const file = await givenFile('people.csv', csv);
    const run = await importFile(file, '--json');
    expect(run.code).toBe(1);
    const report = `${file}.errors.ndjson`;
    const counts = { dryRun: false, created: 3, createdBefore: 0, skipped: 0, failed: 1 };
    expect(JSON.parse(run.stdout)).toEqual({ ...counts, report });
    expect(await reportOf(file)).toMatchObject([
      {
        line: 5,
        status: 'failed',
        username: hashed,
        problem: { code: 'validation-failed', errors: [{ loc: ['displayName'] }] },
      },
    ]);
    expect(await readFile(report, 'utf8')).not.toContain(hash);
    expect(await read(full)).toMatchObject({
      email: `${full}@example.org`,
      displayName: '=Jane "J" Röe',
      did,
      role: 'viewer',
      permissions: ['stats:read', 'users:read'],
      status: 'disabled',
      servers: ['eu-1', 'eu-2'],
      groups: ['a;b', 'c\\d'],
      metadata: { floor: 3 },
      mustChangePassword: true,
    });
    // A password is taken to the letter.
    await service().anonymous.logIn({ username: plain, password: `'=${givenPassword}` });
    await service().anonymous.logIn({ username: hashed, password });
  });

  it('creates what an export wrote, as it was', async () => {
    const username = uniqueName();
    const fields = {
      email: `${username}@example.org`,
      displayName: '-Jane',
      groups: ['x'],
      metadata: { a: [1] },
    };
    const before = await service().root.createUser({ username, ...fields, isActive: false });
    const pending = await service().root.createUser({ username: uniqueName() });
    await service().root.deleteUser({ user: before.id });
    await service().root.deleteUser({ user: pending.id });
    const file = await givenFile('all.ndjson', toNdjson([before, pending, { end: true, count: 2 }]));
    expect(await importFile(file)).toEqual({
      code: 0,
      stdout: '2 created, 0 skipped, 0 failed.\n',
      stderr: '',
    });
    for (const user of [before, pending])
      expect(withoutOwn(await read(user.username))).toEqual(withoutOwn(user));
  });

  it('needs no users:grant for exported accounts that have nothing but the default', async () => {
    const user = await service().root.createUser({ username: uniqueName() });
    await service().root.deleteUser({ user: user.id });
    const file = await givenFile('plain.ndjson', toNdjson([user, { end: true, count: 1 }]));
    const key = await givenKey(service(), ['users:import', 'users:read']);
    expect(await runRoster(['users', 'import', file], { env: key })).toMatchObject({
      code: 0,
      stdout: '1 created, 0 skipped, 0 failed.\n',
    });
    expect(withoutOwn(await read(user.username))).toEqual(withoutOwn(user));
  });

  it('creates what the service exported as CSV, as it was', async () => {
    const group = uniqueName('csv;\\');
    const fields = [
      { displayName: '=HYPERLINK("x")', groups: [group], metadata: { a: [1, 'ü'] } },
      { displayName: "'=already", groups: [group, 'other'], servers: ["'", '-s'], mustChangePassword: true },
      { displayName: "'plain", groups: [group], email: `+${uniqueName()}@example.org`, isActive: false },
      { groups: [group], permissions: ['stats:read', 'users:read'], role: 'viewer' },
    ];
    const before = await Promise.all(
      fields.map((each) => service().root.createUser({ username: uniqueName(), ...each })),
    );
    const { response } = await service().root.exportUsers({ group, format: 'csv' });
    const file = await givenFile('all.csv', await response.text());
    for (const { id } of before) await service().root.deleteUser({ user: id });
    const run = await importFile(file);
    expect(run).toMatchObject({ code: 0, stdout: '4 created, 0 skipped, 0 failed.\n' });
    for (const user of before) expect(withoutOwn(await read(user.username))).toEqual(withoutOwn(user));
  });

  it('goes on behind whatever is malformed, and says on which line it is', async () => {
    const good = Array.from({ length: 5 }, () => uniqueName());
    const lines = [
      { username: good[0] },
      '{"username": "cut off", "password": "a secret that is cut',
      '[]',
      { username: 'x y' },
      '',
      { username: good[1], admin: true },
      { username: good[1] },
      `{"username":"${uniqueName()}","displayName":"\\ud800"}`,
      `{"username":"${uniqueName()}","metadata":{"__proto__":1}}`,
      { username: good[2], password: 'short!!' },
      { username: good[2] },
      { username: uniqueName(), role: 'no-such-role' },
      Buffer.from(`{"username":"j\xfcrgen"}`, 'latin1'),
      { username: good[3], metadata: { text: 'x'.repeat(200_000) } },
      { username: good[3] },
      { username: good[0]?.toUpperCase() },
      { username: good[4], passwordHash: 'md5-of-something' },
      { username: good[4] },
    ];
    const bytes = lines.map((line) =>
      Buffer.isBuffer(line) ? line : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
    );
    const file = await givenFile(
      'lines.jsonl',
      Buffer.concat(bytes.flatMap((line) => [line, Buffer.from('\n')])),
    );
    const run = await importFile(file);
    expect(run).toMatchObject({ code: 1, stdout: '5 created, 0 skipped, 12 failed.\n' });
    expect(run.stderr).toContain(`${file}.errors.ndjson says which accounts failed`);
    const report = await reportOf(file);
    expect(report.map(({ line, problem }) => [line, Reflect.get(Object(problem), 'code')])).toEqual([
      [2, 'unreadable'],
      [3, 'unreadable'],
      [4, 'validation-failed'],
      [6, 'unreadable'],
      [8, 'malformed-request'],
      [9, 'malformed-request'],
      [10, 'validation-failed'],
      [12, 'validation-failed'],
      [13, 'unreadable'],
      [14, 'validation-failed'],
      [16, 'username-taken'],
      [17, 'password-refused'],
    ]);
    expect(JSON.stringify(report)).not.toMatch(/secret|short!!|md5-of/);
    for (const username of good) await read(username ?? '');
  });

  it('puts as much into a request as it may hold, whatever the accounts have', async () => {
    const fields = {
      displayName: 'Jane Roe',
      role: 'viewer',
      servers: ['a'],
      groups: ['b'],
      metadata: { a: 1, b: 2 },
    };
    const full = Array.from({ length: 1_200 }, () => {
      const username = uniqueName('many');
      return { username, email: `${username}@example.org`, ...fields };
    });
    const heavy = Array.from({ length: 600 }, () => ({
      username: uniqueName('many'),
      metadata: { text: 'x'.repeat(15_000) },
    }));
    const file = await givenFile('many.ndjson', toNdjson([...full, ...heavy]));
    expect((await importFile(file)).stdout).toBe('1,800 created, 0 skipped, 0 failed.\n');
  }, 60_000);

  it('leaves those out whose names are taken with --on-conflict skip, and is no failure then', async () => {
    const names = [uniqueName(), uniqueName()];
    const file = await givenFile('people.csv', `username\n${names[0]}\n${names[1]}\n`);
    expect((await importFile(file)).code).toBe(0);
    const again = await importFile(file, '--on-conflict', 'skip');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(
      /^0 created, 2 skipped, 0 failed\.\n.*errors\.ndjson says which were skipped/,
    );
    expect(await reportOf(file)).toMatchObject([
      { line: 2, status: 'skipped', problem: { code: 'username-taken' } },
      { line: 3, status: 'skipped', problem: { code: 'username-taken' } },
    ]);
    expect((await importFile(file)).code).toBe(1);
  });

  it('changes nothing with --dry-run', async () => {
    const username = uniqueName();
    const file = await givenFile('people.csv', `username\n${username}\n`);
    const run = await importFile(file, '--dry-run');
    expect(run).toEqual({ code: 0, stdout: '1 would be created, 0 skipped, 0 failed.\n', stderr: '' });
    expect((await service().root.listUsers({ username })).data).toEqual([]);
  });

  it('reads standard input', async () => {
    const username = uniqueName();
    const input = toNdjson([{ username }]);
    const run = await runRoster(['users', 'import', '-', '--json'], { env, input });
    expect(JSON.parse(run.stdout)).toMatchObject({ created: 1, report: null });
    await read(username);
  });

  it('does not put its report in the place of what is no file', async () => {
    const file = await givenFile('a.csv', 'username\nx y\n');
    const nowhere = join(await temporaryFolder(), 'nowhere');
    await symlink('/dev/null', nowhere);
    expect(await importFile(file, '--errors', nowhere)).toMatchObject({
      code: 1,
      stdout: '0 created, 0 skipped, 1 failed.\n',
    });
    expect(await readlink(nowhere)).toBe('/dev/null');
  });
});
