import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  access,
  appendFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../start/service-process.ts';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile, reportOf } from './import-files.ts';
import { runRoster, startRoster, useKey } from './run-roster.ts';
import { type Fate, startProxy } from './service-proxy.ts';

const service = useService();
const env = useKey(service, ['users:import', 'users:read']);

/** A table with so many accounts behind one that fails. */
async function givenTable(count: number) {
  const prefix = uniqueName('back');
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  const file = await givenFile('people.csv', `${['username', 'root', ...names].join('\n')}\n`);
  const args = ['users', 'import', file, '--batch-size', '5', '--concurrency', '1', '--patience', '1'];
  return {
    file,
    prefix,
    args,
    proxy: (fateOf: (request: number) => Fate) => startProxy(service(), { env, fateOf }),
  };
}

/** An import that gave up after some batches. */
async function givenHalf(batches = 2, count = 20) {
  const given = await givenTable(count);
  const proxy = await given.proxy((request) => (request > batches ? 'is 503' : 'arrives'));
  const first = await runRoster(given.args, proxy);
  expect(first.stderr).toMatch(/Repeat the command to go on/);
  return { ...given, proxy };
}

const linesOf = async (file: string) => (await reportOf(file)).map(({ line }) => line);
const beside = async (file: string) =>
  (await readdir(dirname(file))).filter((name) => name !== basename(file)).sort();

describe('the report of an import that is gone on with', () => {
  it('is not touched by a dry run in between, which has its own', async () => {
    const { file, args, proxy } = await givenHalf();
    const before = await readFile(`${file}.errors.ndjson`, 'utf8');
    proxy.mend();
    const dry = await runRoster([...args, '--dry-run'], proxy);
    expect(dry.stderr).toContain(`${file}.dry-run.errors.ndjson says which accounts failed`);
    expect(await readFile(`${file}.errors.ndjson`, 'utf8')).toBe(before);
    expect((await reportOf(`${file}.dry-run`)).length).toBeGreaterThan(1);
    expect((await runRoster(args, proxy)).stdout).toBe(
      '20 created (9 of them before), 0 skipped, 1 failed.\n',
    );
    expect(await linesOf(file)).toEqual([2]);
  });

  it.each([
    ['shorter', 'mine\n'],
    ['longer', 'mine\n'.repeat(1_000)],
  ])('is not looked for in a %s file that is another one', async (_what, text) => {
    const { file, args, proxy } = await givenHalf();
    proxy.mend();
    await writeFile(`${file}.errors.ndjson`, text);
    const refused = await runRoster(args, proxy);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^roster: \S+ is not the report that the interrupted run left\. Put .*\n$/,
    );
    expect(await readFile(`${file}.errors.ndjson`, 'utf8')).toBe(text);
  });

  it('is done without when it is gone, and it is said what is missing', async () => {
    const { file, args, proxy } = await givenHalf();
    proxy.mend();
    await rename(`${file}.errors.ndjson`, `${file}.away`);
    await appendFile(file, 'x y\n');
    const run = await runRoster(args, proxy);
    expect(run).toMatchObject({ code: 1, stdout: '20 created (9 of them before), 0 skipped, 2 failed.\n' });
    expect(run.stderr).toMatch(
      /is gone: which accounts were not created .* no longer known \(1 in all\)\.\n/,
    );
    expect(run.stderr).toMatch(
      /roster: \S+ says which accounts failed.*\nThe report of an earlier run is gone: which accounts/,
    );
    expect(await linesOf(file)).toEqual([23]);
  });

  it('stays when the next run does not reach the service', async () => {
    const { file, args, proxy } = await givenTable(1);
    const end = await proxy((request) => (request > 1 ? 'is 503' : 'arrives'));
    expect((await runRoster(args, end)).stdout).toBe('1 created, 0 skipped, 1 failed.\n');
    expect((await runRoster(args, end)).code).toBe(1);
    expect(await linesOf(file)).toEqual([2]);
    end.mend();
    expect((await runRoster([...args, '--on-conflict', 'skip'], end)).code).toBe(0);
    expect(await linesOf(file)).toEqual([2, 3]);
  });
});

describe('an import goes on', () => {
  it('with other options when nothing was done with the first ones', async () => {
    const { args, proxy } = await givenTable(19);
    const unreached = await proxy(() => 'is 503');
    await runRoster([...args, '--batch-size', '10'], unreached);
    const half = await proxy((request) => (request > 2 ? 'is 503' : 'arrives'));
    const other = [...args, '--on-conflict', 'skip', '--url', half.env.ROSTER_URL];
    expect((await runRoster(other, half)).stderr).toMatch(/9 created, 1 skipped/);
    half.mend();
    expect((await runRoster(other, half)).stdout).toMatch(
      /^19 created \(9 of them before\), 1 skipped, 0 failed/,
    );
  });

  it('with what was appended behind a last batch that was not full, again and again', async () => {
    const { file, prefix, args, proxy } = await givenTable(11);
    // Killed when all was done but the removing of what is kept.
    const deadly = join(await temporaryFolder(), 'deadly.mjs');
    await writeFile(
      deadly,
      `import { promises } from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       const { rm } = promises;
       promises.rm = async (path, ...rest) =>
         path.endsWith('.import-state') ? process.kill(process.pid, 'SIGKILL') : rm(path, ...rest);
       syncBuiltinESMExports();`,
    );
    const way = await proxy(() => 'arrives');
    const mortal = { env: { ...way.env, NODE_OPTIONS: `--import ${pathToFileURL(deadly).href}` } };
    for (const round of ['a', 'b', 'c']) {
      expect(await runRoster(args, mortal)).toMatchObject({ code: null, stdout: '' });
      await appendFile(file, `${prefix}-${round}\n`);
    }
    expect((await runRoster(args, way)).stdout).toBe(
      '14 created (13 of them before), 0 skipped, 1 failed.\n',
    );
    expect(await beside(file)).toEqual(['people.csv.errors.ndjson']);
  });

  it('and is done when Ctrl-C came while the last answer was under way', async () => {
    const { file, args, proxy } = await givenTable(6);
    const way = await proxy((request) => (request > 1 ? 'is late' : 'arrives'));
    const run = startRoster(args, way);
    await way.held;
    run.kill('SIGINT');
    await expect.poll(run.stderr, { timeout: 10_000 }).toMatch(/Waiting for what was sent/);
    way.letGo();
    expect(await run.ended).toMatchObject({ code: 1, stdout: '6 created, 0 skipped, 1 failed.\n' });
    expect(await beside(file)).toEqual(['people.csv.errors.ndjson']);
  });

  it('with a rate that counts what is done now', async () => {
    const { args, proxy } = await givenHalf(40, 300);
    const run = startRoster([...args, '--patience', '60'], proxy);
    // It says nothing in the first five seconds.
    await expect.poll(run.stderr, { timeout: 25_000 }).toMatch(/ 200 users {2}\d+\/s {2}waiting/);
    run.kill('SIGINT');
    expect((await run.ended).stderr).toContain(' 200 users  0/s  waiting');
  });
});

describe('a failure of a file is one sentence', () => {
  it('when it cannot be opened', async () => {
    const file = join(await temporaryFolder(), 'people.csv');
    const socket = createServer().listen(file);
    onTestFinished(() => void socket.close());
    await once(socket, 'listening');
    const run = await runRoster(['users', 'import', file], { env });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^roster: The file cannot be read: ENXIO[^\n]*\n$/);
  });

  it('when reading it breaks off', async () => {
    const file = join(await temporaryFolder(), 'people.csv');
    // Can be opened, but not read where it begins.
    await symlink('/proc/self/mem', file);
    const run = await runRoster(['users', 'import', file], { env });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /^roster: The file cannot be read any further: EIO[^\n]*\n0 created.* Repeat the command/,
    );
  });

  it.each(['', '{"batches":1}', '{'])('when what the last run left is broken: %s', async (text) => {
    const { file, args } = await givenTable(1);
    await writeFile(`${file}.import-state`, text);
    const run = await runRoster(args, { env });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^roster: \S+import-state does not say where .* --restart [^\n]*\n$/);
    expect((await runRoster([...args, '--restart'], { env })).stdout).toMatch(/^1 created/);
  });

  it('when what is kept cannot be written', async () => {
    const { file, args } = await givenTable(1);
    await mkdir(`${file}.import-state.new`);
    const run = await runRoster(args, { env });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /^roster: How far the import is cannot be written: EISDIR[^\n]*\n0 created[^\n]*\n$/,
    );
    await rm(`${file}.import-state.new`, { recursive: true });
    await mkdir(`${file}.errors.ndjson`);
    expect((await runRoster(args, { env })).stderr).toMatch(
      /^roster: The error report cannot be written: [^\n]*\n$/,
    );
  });
});

describe('of two imports of a file', () => {
  it('the second is refused while the first is under way', async () => {
    const { file, args, proxy } = await givenTable(3);
    const way = await proxy(() => 'is late');
    const first = startRoster(args, way);
    await way.held;
    const second = await runRoster(args, { env });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(
      /^roster: Process \d+ is importing this file\. Wait [^\n]*import-lock\.\n$/,
    );
    // It changes nothing, and so it may look.
    expect((await runRoster([...args, '--dry-run'], { env })).code).toBe(1);
    way.letGo();
    expect((await first.ended).stdout).toBe('3 created, 0 skipped, 1 failed.\n');
    expect(await beside(file)).toEqual(['people.csv.dry-run.errors.ndjson', 'people.csv.errors.ndjson']);
  });

  it('the second takes over what one left that was killed, but not what says nothing', async () => {
    const { file, args, proxy } = await givenTable(3);
    const way = await proxy(() => 'is held');
    const first = startRoster(args, way);
    await way.held;
    first.kill('SIGKILL');
    await first.ended;
    await access(`${file}.import-lock`);
    expect((await runRoster(args, { env })).code).toBe(1);
    expect(await beside(file)).toEqual(['people.csv.errors.ndjson']);
    // Told after all is done: nothing is left when that fails.
    expect((await runRoster(args, { env, isDiskFull: true })).code).toBe(1);
    expect(await beside(file)).toEqual(['people.csv.errors.ndjson']);
    await writeFile(`${file}.import-lock`, '');
    expect((await runRoster(args, { env })).stderr).toMatch(
      /^roster: Another process is importing this file\. Wait/,
    );
  });
});

describe('Ctrl-C ends an import at once', () => {
  it.each(['ndjson', 'csv'])('while standard input is quiet, in %s', async (format) => {
    const input = format === 'csv' ? 'username\n' : '\n';
    const run = startRoster(['users', 'import', '-', '--format', format], { env, input, isOpen: true });
    onTestFinished(() => void run.kill('SIGKILL'));
    // It is not said when a command is ready to be interrupted.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    run.kill('SIGTERM');
    expect(await run.ended).toEqual({
      code: 130,
      stdout: '',
      stderr:
        'roster: Interrupted. 0 created, 0 skipped, 0 failed. It can be repeated safely with --on-conflict skip.\n',
    });
  });

  it('while a pipe with a name is quiet', async () => {
    const file = join(await temporaryFolder(), 'people.ndjson');
    execFileSync('mkfifo', [file]);
    const run = startRoster(['users', 'import', file], { env });
    onTestFinished(() => void run.kill('SIGKILL'));
    const writer = await open(file, 'w');
    onTestFinished(() => writer.close());
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    run.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
  });

  it('of a dry run, which begins anew', async () => {
    const { args, proxy } = await givenTable(3);
    const way = await proxy(() => 'is 503');
    const run = await runRoster([...args, '--dry-run'], way);
    expect(run.stderr).toMatch(/0 failed\. A dry run begins anew when it is repeated\.\n$/);
  });
});
