import { expect, it } from 'vitest';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile } from './import-files.ts';
import { runRoster, useKey } from './run-roster.ts';

const service = useService();
const env = useKey(service, ['users:import', 'users:read', 'users:export']);

const sentence = /^Standard output cannot be written: ENOSPC\b.*$/;

it.each([
  ['list', ['--all']],
  ['export', ['--format', 'csv']],
  ['import', []],
])('users %s says in one sentence that its output went to a disk that is full', async (verb, options) => {
  const args = ['users', verb, ...options];
  if (verb === 'import') args.push(await givenFile('people.csv', `username\n${uniqueName()}\n`));
  const run = await runRoster(args, { env, isDiskFull: true });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  const [, told = ''] = /^roster: (.*)\n$/.exec(run.stderr) ?? [];
  expect(told).toMatch(sentence);
});

it('says so as JSON with --json', async () => {
  const run = await runRoster(['users', 'list', '--json'], { env, isDiskFull: true });
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stderr)).toEqual({ error: expect.stringMatching(sentence) });
});
