import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../start/service-process.ts';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile, reportOf } from './import-files.ts';
import { givenKey, runRoster } from './run-roster.ts';

const service = useService();
beforeAll(buildCli, 120_000);

let env: Record<string, string> = {};
beforeAll(async () => {
  env = await givenKey(service(), ['users:import', 'users:read']);
});

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
