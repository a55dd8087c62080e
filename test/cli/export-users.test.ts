import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { quickHashes, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { parseTable } from '../users/exports/parse-csv.ts';
import { fillUp } from '../users/lists/fill-up.ts';
import { givenKey, runRoster, useKey } from './run-roster.ts';

const service = useService({ override: quickHashes });
const userCount = 700;
const env = useKey(service, ['users:read', 'users:export']);
let folder = '';

beforeAll(() => fillUp(service(), userCount));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

const run = (...args: string[]) => runRoster(['users', 'export', ...args], { env });

/** Something that answers every request like this, and the variables that make the command ask it. */
async function givenAnswer(answer: (response: ServerResponse) => void): Promise<Record<string, string>> {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { ROSTER_URL: `http://127.0.0.1:${port}`, ROSTER_API_KEY: 'rst_k_x' };
}

const ndjson = { 'Content-Type': 'application/x-ndjson; charset=utf-8' };
const csv = { 'Content-Type': 'text/csv; charset=utf-8; header=present' };
const jane = '{"username":"jane"}\n';

describe('roster users export', () => {
  it('writes all users to standard output, and nothing else anywhere', async () => {
    const { code, stdout, stderr } = await run();
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(JSON.parse(lines.pop() ?? '')).toEqual({ end: true, count: userCount });
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(userCount);
  });

  it('writes a table to a file that is named like one', async () => {
    const output = join(folder, 'users.csv');
    const outcome = await run('--output', output);
    expect(outcome).toEqual({ code: 0, stdout: `700 users were written to ${output}.\n`, stderr: '' });
    expect(parseTable(await readFile(output, 'utf8'))).toHaveLength(userCount);
    expect(await readdir(folder)).toEqual(['users.csv']);
  });

  it('writes a new file for its owner alone, and one that it replaces for those who could read it before', async () => {
    const output = join(folder, 'users.csv');
    const modeAfterRun = async () => {
      expect((await run('--output', output)).code).toBe(0);
      return (await stat(output)).mode & 0o777;
    };
    expect(await modeAfterRun()).toBe(0o600);
    for (const mode of [0o640, 0o604]) {
      await chmod(output, mode);
      expect(await modeAfterRun()).toBe(mode);
    }
  });

  it('narrows by the filters, and says what it wrote as JSON with --json', async () => {
    const group = uniqueName('exported');
    await service().root.createUser({ username: 'exported', groups: [group] });
    const output = join(folder, 'users.txt');
    const args = ['--output', output, '--format', 'csv', '--group', group, '--status', 'pending', '--json'];
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ users: 1, format: 'csv', output });
    expect(parseTable(await readFile(output, 'utf8'))).toMatchObject([{ username: 'exported' }]);
    expect((await run('--group', 'none')).stdout).toBe('{"end":true,"count":0}\n');
  });

  it.each(['csv', 'ndjson'])('writes %s that users import makes the same account of', async (extension) => {
    const group = uniqueName('moved;\\,"');
    const username = uniqueName('moved');
    const fields = {
      displayName: "'=1+1",
      email: `${username}@example.org`,
      metadata: { note: 'a\nb, "c"' },
    };
    const labels = { groups: [group], servers: ['=x'] };
    const before = await service().root.createUser({ username, ...fields, ...labels, role: 'editor' });
    const output = join(folder, `users.${extension}`);
    expect((await run('--output', output, '--group', group)).code).toBe(0);
    await service().root.deleteUser({ user: before.id });
    const importing = await givenKey(service(), [
      'users:read',
      'users:import',
      'users:grant',
      'api-keys:create',
    ]);
    const outcome = await runRoster(['users', 'import', output], { env: importing });
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 created/) });
    const after = await service().root.getUser({ user: `@${username}` });
    const { id, createdAt, updatedAt } = after;
    expect({ ...before, id, createdAt, updatedAt }).toEqual(after);
  });

  it.each([
    [
      'breaks off as NDJSON',
      ndjson,
      (response: ServerResponse) => response.write(jane, () => response.destroy()),
    ],
    [
      'breaks off as CSV',
      csv,
      (response: ServerResponse) => response.write('id\r\n1\r\n', () => response.destroy()),
    ],
    ['lacks its last line', ndjson, (response: ServerResponse) => response.end(jane)],
    ['lacks lines', ndjson, (response: ServerResponse) => response.end(`${jane}{"end":true,"count":2}\n`)],
  ])('leaves no file, and the one before as it was, where the export %s', async (_, headers, answer) => {
    const broken = await givenAnswer((response) => {
      response.writeHead(200, headers);
      answer(response);
    });
    const output = join(folder, 'users');
    const args = ['users', 'export', '--format', headers === csv ? 'csv' : 'ndjson'];
    for (const before of [[], ['users']]) {
      const outcome = await runRoster([...args, '--output', output], { env: broken });
      expect(outcome).toMatchObject({ code: 1, stdout: '' });
      expect(outcome.stderr).toMatch(/^roster: The export (broke off|ends) after \d users?/);
      expect(await readdir(folder)).toEqual(before);
      await writeFile(output, 'the one before');
    }
    expect(await readFile(output, 'utf8')).toBe('the one before');
    expect(await runRoster(args, { env: broken })).toMatchObject({ code: 1 });
  });

  it('leaves no file when it is interrupted', async () => {
    const slow = await givenAnswer((response) => response.writeHead(200, ndjson).write(jane));
    const command = fileURLToPath(new URL('../../cli/bin/roster.js', import.meta.url));
    const args = [command, 'users', 'export', '--output', join(folder, 'users')];
    const child = spawn(process.execPath, args, { env: slow, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await expect.poll(() => readdir(folder), { timeout: 10_000 }).toHaveLength(1);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect([code, stderr]).toEqual([130, expect.stringMatching(/^roster: Interrupted after \d users\.\n$/)]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a format that is none', ['--format', 'xlsx'], 2, /--format must be one of ndjson, csv/],
    ['an empty name', ['--output', ''], 2, /--output is empty/],
    ['an argument too many', ['users.csv'], 2, /Unexpected argument/],
    ['a filter that is none', ['--status', 'gone'], 1, /status: Must be one of: pending, active, disabled/],
    [
      'a folder that is missing',
      ['--output', '/no/such/folder/x'],
      1,
      /\/no\/such\/folder\/x cannot be written/,
    ],
  ])('says what is wrong with %s', async (_, args, code, message) => {
    const outcome = await run(...args);
    expect(outcome).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
    expect(outcome.stderr).not.toMatch(/\n {4}at /);
  });

  it.each([
    ['a folder', () => mkdir(join(folder, 'there')), /there cannot be written: it is a folder\.\n$/],
    ['no file', () => symlink('/dev/null', join(folder, 'there')), /cannot be written: it is no file\.\n$/],
  ])('does not replace %s', async (_, make, message) => {
    await make();
    const outcome = await run('--output', join(folder, 'there'));
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
    expect(await readdir(folder)).toEqual(['there']);
    expect((await lstat(join(folder, 'there'))).isFile()).toBe(false);
  });

  it('names the permission that the key lacks', async () => {
    const weak = await givenKey(service(), ['users:read']);
    const output = join(folder, 'users.csv');
    const outcome = await runRoster(['users', 'export', '--output', output], { env: weak });
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/Missing: users:export/) });
    expect(await readdir(folder)).toEqual([]);
  });
});
