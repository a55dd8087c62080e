import { access, appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../start/service-process.ts';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { runRoster, startRoster, useKey } from './run-roster.ts';
import { type Fate, startProxy } from './service-proxy.ts';

const service = useService();
const env = useKey(service, ['users:import', 'users:read']);

const givenProxy = (fateOf: (request: number) => Fate) => startProxy(service(), { env, fateOf });

const batchSize = 100;

/** A file with many accounts, the names of which nobody else has, and two that are to fail, behind these. */
async function givenFile(count = 1_000, first: readonly string[] = []) {
  const prefix = uniqueName('half');
  const file = join(await temporaryFolder(), 'people.csv');
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  await writeFile(file, ['username', ...first, ...names, 'ro ot', 'root'].join('\n'));
  const args = ['users', 'import', file, '--batch-size', String(batchSize), '--concurrency', '3'];
  return { file, prefix, names, args };
}

/** Each account is there once, and was created once. */
async function expectEachOnce({ prefix, names }: { prefix: string; names: readonly string[] }) {
  const { reader } = service().dependencies.database;
  const users: string[] = await reader('users').where('username', 'like', `${prefix}-%`).pluck('username');
  expect([...users].sort()).toEqual([...names].sort());
  const created: string[] = await reader('audit_events')
    .where('target_name', 'like', `${prefix}-%`)
    .andWhere({ action: 'user.created' })
    .pluck('target_name');
  expect([...created].sort()).toEqual([...names].sort());
}

async function expectReport(file: string, lines: readonly number[]) {
  const report = (await readFile(`${file}.errors.ndjson`, 'utf8')).trimEnd().split('\n');
  expect(report.map((line) => JSON.parse(line).line)).toEqual(lines);
  await expect(access(`${file}.import-state`)).rejects.toThrow('ENOENT');
}

/** Waits until the command knows that so many batches are done. */
async function waitForState(file: string, batches: number) {
  await vi.waitFor(
    async () => {
      const state = JSON.parse(await readFile(`${file}.import-state`, 'utf8'));
      expect(state.batches).toBeGreaterThanOrEqual(batches);
    },
    { timeout: 20_000, interval: 20 },
  );
}

describe('an import that is interrupted and repeated creates each account once', () => {
  it('killed after batches were committed and before it was told', async () => {
    const given = await givenFile();
    const proxy = await givenProxy((request) => (request > 5 ? 'is held' : 'arrives'));
    const first = startRoster(given.args, proxy);
    await proxy.held;
    first.kill('SIGKILL');
    await first.ended;
    proxy.mend();
    const again = await runRoster([...given.args, '--json'], proxy);
    expect(again.code).toBe(1);
    const { createdBefore, ...counts } = JSON.parse(again.stdout);
    expect(counts).toMatchObject({ created: 1_000, skipped: 0, failed: 2 });
    expect(createdBefore).toBeGreaterThanOrEqual(600);
    expect(createdBefore).toBeLessThan(1_000);
    await expectEachOnce(given);
    await expectReport(given.file, [1_002, 1_003]);
  });

  it('stopped with Ctrl-C, which waits for what was sent and says how to go on', async () => {
    const given = await givenFile();
    const proxy = await givenProxy((request) => (request > 4 ? 'is 503' : 'arrives'));
    const first = startRoster(given.args, proxy);
    await waitForState(given.file, 2);
    first.kill('SIGINT');
    const { code, stdout, stderr } = await first.ended;
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/roster: Interrupted\. \d+ created, 0 skipped, 0 failed\. Repeat the command/);
    proxy.mend();
    const again = await runRoster(given.args, proxy);
    expect(again.stdout).toMatch(/^1,000 created \(\d+ of them before\), 0 skipped, 2 failed\.\n/);
    expect(again.stderr).toMatch(/^Going on where the last run stopped: \d+ created/);
    await expectEachOnce(given);
    await expectReport(given.file, [1_002, 1_003]);
  });

  it('ended at once with Ctrl-C twice, although answers are missing', async () => {
    const given = await givenFile();
    const proxy = await givenProxy((request) => (request > 5 ? 'is held' : 'arrives'));
    const first = startRoster(given.args, proxy);
    await proxy.held;
    first.kill('SIGINT');
    await expect.poll(first.stderr, { timeout: 10_000 }).toMatch(/Ctrl-C again ends it at once/);
    first.kill('SIGINT');
    // By the signal itself: it has no exit code, and there is no last word.
    const { code, stdout, stderr } = await first.ended;
    expect([code, stdout, stderr]).toEqual([null, '', expect.not.stringContaining('roster:')]);
    proxy.mend();
    const again = await runRoster(given.args, proxy);
    expect(again.stdout).toMatch(/^1,000 created \(\d+ of them before\), 0 skipped, 2 failed\.\n/);
    await expectEachOnce(given);
    await expectReport(given.file, [1_002, 1_003]);
  });

  it('given up because the service was out of reach for too long', async () => {
    const given = await givenFile(300);
    const proxy = await givenProxy((request) => (request > 1 ? 'is lost' : 'arrives'));
    const first = await runRoster([...given.args, '--patience', '1'], proxy);
    expect(first).toMatchObject({ code: 1, stdout: '' });
    expect(first.stderr).toMatch(/did not answer: .*\n.*Repeat the command to go on/);
    proxy.mend();
    const again = await runRoster([...given.args, '--json'], proxy);
    expect(JSON.parse(again.stdout)).toMatchObject({ created: 300, skipped: 0, failed: 2 });
    await expectEachOnce(given);
  });
});

describe('an import waits', () => {
  it('for a service that is restarted or overloaded, and asks for what it did not hear', async () => {
    const given = await givenFile();
    const fates: Partial<Record<number, Fate>> = { 2: 'is lost', 4: 'is 503', 5: 'is lost', 7: 'is 503' };
    const proxy = await givenProxy((request) => fates[request] ?? 'arrives');
    const run = await runRoster([...given.args, '--json'], proxy);
    expect(JSON.parse(run.stdout)).toMatchObject({ created: 1_000, createdBefore: 0, skipped: 0, failed: 2 });
    await expectEachOnce(given);
  });
});

describe('what an interrupted import left', () => {
  async function givenInterrupted(firstNames: readonly string[] = []) {
    const given = await givenFile(500, firstNames);
    const proxy = await givenProxy((request) => (request > 3 ? 'is 503' : 'arrives'));
    const first = startRoster(given.args, proxy);
    await waitForState(given.file, 2);
    first.kill('SIGINT');
    await first.ended;
    proxy.mend();
    return { ...given, proxy };
  }

  it('is gone on with to its end, also when nobody reads what is said meanwhile', async () => {
    const { args, proxy, ...given } = await givenInterrupted();
    const again = startRoster(args, proxy);
    again.leave();
    expect(await again.ended).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^500 created .* 2 failed/),
    });
    await expectEachOnce(given);
  });

  it('is a report that is cut back to what is known to be done', async () => {
    const { file, args, proxy } = await givenInterrupted(['root']);
    // As left by a run that was killed after it wrote what it had not yet taken note of.
    const unnoted = `${JSON.stringify({ line: 9_999 })}\n`.repeat(100);
    await appendFile(`${file}.errors.ndjson`, unnoted);
    expect((await runRoster(args, proxy)).stdout).toMatch(/^500 created .* 3 failed\.\n/);
    await expectReport(file, [2, 503, 504]);
  });

  it('is not gone on with when the file is another one, unless it begins anew', async () => {
    const { file, args, names, prefix, proxy } = await givenInterrupted();
    const text = await readFile(file, 'utf8');
    for (const changed of [text.replace(`${prefix}-7\n`, `${prefix}-x\n`), 'username\nsomebody-else']) {
      await writeFile(file, changed);
      const run = await runRoster(args, proxy);
      expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/not what it was/) });
    }
    await writeFile(file, text);
    const restarted = [...args, '--restart', '--on-conflict', 'skip', '--json'];
    const { created, skipped } = JSON.parse((await runRoster(restarted, proxy)).stdout);
    expect(skipped).toBeGreaterThanOrEqual(200);
    expect(created + skipped).toBe(501);
    await expectEachOnce({ prefix, names });
  });

  it('is not gone on with by an import with other options', async () => {
    const { args, proxy, ...given } = await givenInterrupted();
    const run = await runRoster([...args, '--on-conflict', 'skip'], proxy);
    expect(run).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/other options.*"fail"/),
    });
    expect((await runRoster(args, proxy)).stdout).toMatch(/^500 created/);
    await expectEachOnce(given);
  });
});
