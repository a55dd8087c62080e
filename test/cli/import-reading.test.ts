import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../start/service-process.ts';
import { givenPassword, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile, reportOf, useImport } from './import-files.ts';

const service = useService();
const { importFile } = useImport(service, ['users:import', 'users:read']);

const read = (username: string) => service().root.getUser({ user: `@${username}` });

/** What the report says of an import, as pairs of a line and a reason. */
async function faultsOf(file: string): Promise<[unknown, unknown][]> {
  return (await reportOf(file)).map(({ line, problem }) => [line, Reflect.get(Object(problem), 'detail')]);
}

describe('the status of an account that is imported', () => {
  const unknown = 'status: Must be one of pending, active, disabled.';
  const contradicting = 'isActive: Must be true exactly when status is active.';

  it('is read in any letter case; one that is not known, or contradicts isActive, is a fault of its line', async () => {
    const [off, on, waiting] = [uniqueName('off'), uniqueName('on'), uniqueName('waiting')];
    const accounts = [
      { username: off, status: ' Disabled ' },
      { username: on, status: 'ACTIVE', isActive: true },
      { username: waiting, status: 'pending', isActive: false },
      { username: uniqueName(), status: 'suspended' },
      { username: uniqueName(), status: 'locked', isActive: false },
      { username: uniqueName(), status: 'active', isActive: false },
      { username: uniqueName(), status: 'disabled', isActive: true },
      { username: uniqueName(), status: 'pending', isActive: true },
      { username: uniqueName(), status: null },
    ];
    const file = await givenFile('a.ndjson', accounts.map((account) => JSON.stringify(account)).join('\n'));
    expect(await importFile(file)).toMatchObject({ code: 1, stdout: '3 created, 0 skipped, 6 failed.\n' });
    expect(await faultsOf(file)).toEqual([
      [4, unknown],
      [5, unknown],
      [6, contradicting],
      [7, contradicting],
      [8, contradicting],
      [9, unknown],
    ]);
    expect((await read(off)).status).toBe('disabled');
    for (const username of [on, waiting]) expect((await read(username)).status).toBe('pending');
  });

  it('is judged in a table as well', async () => {
    const off = uniqueName('off');
    const file = await givenFile('a.csv', `username,status,isActive\n${off},DISABLED,no\nx-1,blocked,no\n`);
    expect(await importFile(file)).toMatchObject({ code: 1, stdout: '1 created, 0 skipped, 1 failed.\n' });
    expect(await faultsOf(file)).toEqual([[3, unknown]]);
    expect((await read(off)).status).toBe('disabled');
  });
});

describe('the rows of a table', () => {
  it.each([
    ['LF', '\n', 'CR LF', '\r\n'],
    ['CR LF', '\r\n', 'LF', '\n'],
    ['CR', '\r', 'CR', '\r'],
  ])('may end otherwise than its header: with %s and %s', async (_one, afterHeader, _other, afterRow) => {
    const [one, two] = [uniqueName(), uniqueName()];
    const rows = [one, two].map((username) => `${username},${givenPassword}${afterRow}`);
    const file = await givenFile('a.csv', `username,password${afterHeader}${rows.join('')}x y,${afterRow}`);
    expect(await importFile(file)).toMatchObject({ stdout: '2 created, 0 skipped, 1 failed.\n' });
    for (const username of [one, two]) await service().anonymous.logIn({ username, password: givenPassword });
    expect(await reportOf(file)).toMatchObject([{ line: 4 }]);
  });

  it('are on the lines that an editor shows, whatever their cells hold', async () => {
    const lines = [
      'username,notes,displayName',
      `${uniqueName()},"left\r\nout\r\n",x`,
      'x 1,,',
      '',
      `${uniqueName()},,"two\nlines, of\rthree"`,
      'x 2,,',
      '',
      '"never closed',
    ];
    const file = await givenFile('a.csv', lines.join('\r\n'));
    await importFile(file, '--ignore', 'notes');
    expect((await reportOf(file)).map(({ line }) => line)).toEqual([5, 7, 10, 12]);
  });

  it('that stand before a quotation that is never closed are all imported', async () => {
    const names = Array.from({ length: 40 }, () => uniqueName());
    const file = await givenFile('a.csv', `username\n${names.join('\n')}\n"never closed`);
    // Read no faster than they are sent.
    const slowly = await importFile(file, '--batch-size', '1', '--concurrency', '1');
    expect(slowly.stdout).toBe('40 created, 0 skipped, 1 failed.\n');
    expect(await reportOf(file)).toMatchObject([{ line: 42 }]);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffusername,email\nx,\n', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('username,email\nx,\n', 'utf16le')],
    ['Latin-1', Buffer.from('username,größe\nx,\n', 'latin1')],
  ])('are not read where the header is %s', async (_what, content) => {
    expect(await importFile(await givenFile('a.csv', content))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'roster: The header row is not UTF-8: save the file as UTF-8, and import it then.\n',
    });
  });
});

describe('the lines of NDJSON', () => {
  it('with fields that there are not are refused one by one, before any is sent', async () => {
    const username = uniqueName();
    const lines = Array.from({ length: 300 }, (_, n) => ({
      username: `x-${n}`,
      password_hash: n,
      admin: true,
    }));
    const text = [...lines, { username }, { end: true, username: 'x' }].map((line) => JSON.stringify(line));
    const file = await givenFile('a.ndjson', text.join('\n'));
    expect(await importFile(file)).toMatchObject({ code: 1, stdout: '1 created, 0 skipped, 301 failed.\n' });
    const faults = await faultsOf(file);
    expect(faults[0]).toEqual([1, "There is no field 'password_hash', 'admin'."]);
    expect(faults.at(-1)).toEqual([302, "There is no field 'end'."]);
    await read(username);
  });

  it('begin behind a byte order mark that a pipe hands over in two pieces', async () => {
    const pipe = join(await temporaryFolder(), 'pipe.ndjson');
    await promisify(execFile)('mkfifo', [pipe]);
    const username = uniqueName();
    const run = importFile(pipe, '--json');
    // Is open when the command reads.
    const end = await open(pipe, 'w');
    const bytes = Buffer.from(`\ufeff${JSON.stringify({ username })}\n`);
    await end.write(bytes.subarray(0, 1));
    await sleep(500);
    await end.write(bytes.subarray(1));
    await end.close();
    expect(JSON.parse((await run).stdout)).toMatchObject({ created: 1, failed: 0 });
    await read(username);
  });
});
