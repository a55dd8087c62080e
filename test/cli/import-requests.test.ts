import { describe, expect, it } from 'vitest';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile, reportOf, toNdjson } from './import-files.ts';
import { runRoster, useKey } from './run-roster.ts';
import { type Fate, startProxy } from './service-proxy.ts';

const service = useService();
const env = useKey(service, ['users:import', 'users:read']);

describe('accounts that stand in a file twice', () => {
  it('fail the second time, though their requests are equal', async () => {
    const username = uniqueName();
    const file = await givenFile('twice.csv', `username\n${username}\n${username}\n`);
    const run = await runRoster(['users', 'import', file, '--batch-size', '1'], { env });
    expect(run).toMatchObject({ code: 1, stdout: '1 created, 0 skipped, 1 failed.\n' });
    expect(await reportOf(file)).toMatchObject([{ username, problem: { code: 'username-taken' } }]);
  });

  it('fail the second time, also where a request is cut into equal halves', async () => {
    const username = uniqueName();
    // A refusal that does not say which item it is.
    const pair = `{"username":"${username}"}\n{"username":"x","displayName":"\\ud800"}\n`;
    const file = await givenFile('twice.ndjson', pair + pair);
    const run = await runRoster(['users', 'import', file], { env });
    expect(run).toMatchObject({ code: 1, stdout: '1 created, 0 skipped, 3 failed.\n' });
    const problems = ['malformed-request', 'username-taken', 'malformed-request'];
    expect(await reportOf(file)).toMatchObject(
      [2, 3, 4].map((line, index) => ({ line, problem: { code: problems[index] } })),
    );
  });
});

describe('a service that is away', () => {
  const proxy = (fates: readonly Fate[], retryAfter?: number) =>
    startProxy(service(), { env, fateOf: (request) => fates[request - 1] ?? 'arrives', retryAfter });

  it('is not waited for when it asks for more patience than there is', async () => {
    const file = await givenFile('one.csv', `username\n${uniqueName()}\n`);
    const startedAt = Date.now();
    const busy = await proxy(['is 503'], 30);
    const run = await runRoster(['users', 'import', file, '--patience', '15'], busy);
    expect(run).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^roster: Roster cannot be reached behind .* 503\.\n0 created, /),
    });
    expect(Date.now() - startedAt).toBeLessThan(15_000);
  });

  it.each<[string, Fate[], string]>([
    [
      'before, where this run cannot have',
      ['is 503'],
      '1 created (1 of them before), 0 skipped, 0 failed.\n',
    ],
    ['by this run, where it may have', ['is lost', 'is 503'], '1 created, 0 skipped, 0 failed.\n'],
  ])('has created %s created it', async (_, fates, stdout) => {
    const file = await givenFile('one.csv', `username\n${uniqueName()}\n`);
    const args = ['users', 'import', file, '--patience', '20'];
    // The account is created, which the first run never hears.
    expect((await runRoster(args, await proxy(['is lost', 'is 503'], 60))).code).toBe(1);
    expect(await runRoster(args, await proxy(fates))).toMatchObject({ code: 0, stdout });
  });
});

describe('accounts with more faults than an answer names', () => {
  it('are told with all of their faults, and are not sent again for every few of them', async () => {
    // Each of these names is a fault.
    const groupsOf = (count: number) => Array.from({ length: count }, () => '');
    const [first, last] = [uniqueName(), uniqueName()];
    const faulty = Array.from({ length: 200 }, () => ({ username: uniqueName(), groups: groupsOf(30) }));
    const content = toNdjson([{ username: first }, ...faulty, { groups: groupsOf(120) }, { username: last }]);
    const file = await givenFile('faulty.ndjson', content);
    const watched = await startProxy(service(), { env, fateOf: () => 'arrives' });
    const run = await runRoster(['users', 'import', file], watched);
    expect(run).toMatchObject({ code: 1, stdout: '2 created, 0 skipped, 201 failed.\n' });
    const told = (await reportOf(file)).map(({ problem }) => Reflect.get(Object(problem), 'errors').length);
    expect(told).toEqual([...faulty.map(() => 30), 100]);
    expect(watched.bytes()).toBeLessThan(10 * content.length);
  });
});
