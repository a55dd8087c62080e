import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { User } from '@roster/client';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenKey, type RosterRun, runRoster, useKey } from './run-roster.ts';

const service = useService();
const env = useKey(service, ['users:read']);

const users: User[] = [];
const group = uniqueName('listed');

beforeAll(async () => {
  for (let index = 0; index < 3; index += 1) {
    const username = `listed-${index}`;
    const fields = { email: `${username}@example.org`, displayName: 'Jane Roe', groups: [group] };
    users.push(await service().root.createUser({ username, ...fields }));
  }
});

const list = (...args: string[]) => runRoster(['users', 'list', ...args], { env });

function parseLines({ stdout }: RosterRun): User[] {
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)));
}

describe('roster users list', () => {
  it('prints a table for people', async () => {
    const { code, stdout, stderr } = await list('--group', group, '--sort', 'username');
    expect([code, stderr]).toEqual([0, '']);
    const [heading = '', ...rows] = stdout.trimEnd().split('\n');
    expect(heading.split(/ {2,}/)).toEqual([
      'USERNAME',
      'E-MAIL',
      'NAME',
      'ROLE',
      'STATUS',
      'LAST LOG-IN',
      'ID',
    ]);
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual(
      users.map(({ id, username }) => [
        username,
        `${username}@example.org`,
        'Jane Roe',
        'viewer',
        'pending',
        'never',
        id,
      ]),
    );
  });

  it('prints one line of JSON for each with --json, as the service answers', async () => {
    const run = await list('--group', group, '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(parseLines(run)).toEqual([...users].reverse());
  });

  it.each<[string[], number[]]>([
    [['--q', 'LISTED-1'], [1]],
    [['--username', 'listed-2'], [2]],
    [['--email', 'listed-0@example.org'], [0]],
    [
      ['--status', 'pending', '--role', 'viewer', '--sort=-username'],
      [2, 1, 0],
    ],
    [
      ['--never-logged-in', '--created-from', '2020-01-01T00:00:00Z', '--sort', 'createdAt'],
      [0, 1, 2],
    ],
    [['--created-to', '2020-01-01T00:00:00Z'], []],
    [['--last-login-from', '2020-01-01T00:00:00Z', '--last-login-to', '2021-01-01T00:00:00Z'], []],
    [['--did', 'did:plc:nobody', '--server', 'none', '--permission', 'users:read'], []],
  ])('narrows by %j', async (args, indexes) => {
    const found = parseLines(await list('--group', group, '--json', ...args));
    expect(found.map(({ username }) => username)).toEqual(indexes.map((index) => `listed-${index}`));
  });

  it('stops at its limit and says so, and goes through all pages with --all', async () => {
    const limited = await list('--group', group, '--limit', '2');
    expect(limited.stdout.split('\n')).toHaveLength(4);
    expect(limited.stderr).toMatch(/may be more/);
    const items = Array.from({ length: 250 }, () => ({ username: uniqueName('page') }));
    await service().root.importUsers({ items });
    const all = parseLines(await list('--all', '--json'));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(254);
    expect(await list('--q', 'nobody-at-all')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No user fulfils that.\n',
    });
  });
});

describe('a command that goes through the API', () => {
  const withoutKey = () => ({ ROSTER_URL: service().url });

  it.each([
    ['with a sort that is none', ['--sort', 'size'], 1, / {2}sort: Must be one of: createdAt/],
    ['with a limit that is none', ['--limit', 'many'], 2, /--limit must be a whole number/],
    ['with both limits', ['--limit', '3', '--all'], 2, /exclude each other/],
    ['with an unknown option', ['--size', '3'], 2, /--size/],
    ['with a URL that is none', ['--url', 'ftp://example.org'], 2, /no http\(s\) URL/],
    [
      'where nobody listens',
      ['--url', 'http://127.0.0.1:2'],
      1,
      /127\.0\.0\.1:2 did not answer: .*ECONNREFUSED/,
    ],
    ['with a file of the key that is missing', ['--key-file', '/no/such/file'], 2, /key cannot be read/],
  ])('says what is wrong %s', async (_what, args, code, message) => {
    const run = await list(...args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(/\n {4}at /);
  });

  it('takes the key from a file or standard input, and never shows it', async () => {
    const key = env.ROSTER_API_KEY ?? '';
    const args = ['users', 'list', '--json', '--limit', '1'];
    const fromInput = await runRoster([...args, '--key-file', '-'], { env: withoutKey(), input: `${key}\n` });
    expect(fromInput.code).toBe(0);
    expect(await runRoster(args, { env: withoutKey() })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no API key/),
    });
    for (const wrong of [`${key}x`, `${key} ${key}`, 'ключ']) {
      const run = await runRoster(args, { env: { ...withoutKey(), ROSTER_API_KEY: wrong } });
      expect(run.code).toBeGreaterThan(0);
      expect(run.stdout + run.stderr).not.toContain(wrong);
    }
  });

  it('names the permission that the key lacks, as JSON with --json', async () => {
    const weak = await givenKey(service(), ['stats:read']);
    const run = await runRoster(['users', 'list', '--json'], { env: weak });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(run.stderr).error).toMatch(/Missing: users:read\. \(permission-denied\)/);
  });

  it('says so when the address goes on into the API', async () => {
    const run = await list('--url', `${service().url}/api/v1`);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringMatching(/its address ends before \/api/) });
  });

  it.each([
    [200, /^roster: What answers at .* is not Roster: its answer has status 200\.\n$/],
    [500, /^roster: What answers at .* is not Roster: its answer has status 500\.\n$/],
    [502, /^roster: Roster cannot be reached behind what answers at .* with status 502\.\n$/],
    [503, /^roster: Roster cannot be reached behind what answers at .* with status 503\.\n$/],
    [504, /^roster: Roster cannot be reached behind what answers at .* with status 504\.\n$/],
  ])('says so when something else than the service answers, with status %d', async (status, message) => {
    const other = createServer((_request, response) => void response.writeHead(status).end('<html>'));
    onTestFinished(() => void other.close());
    await once(other.listen(0, '127.0.0.1'), 'listening');
    // A server that listens on a port has an address with a port.
    const { port } = other.address() as AddressInfo;
    const run = await list('--url', `http://127.0.0.1:${port}`);
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
  });
});
