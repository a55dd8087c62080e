import { link, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../start/service-process.ts';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { givenFile, reportOf, useImport } from './import-files.ts';
import { givenKey, runRoster } from './run-roster.ts';

const service = useService();
const { importFile } = useImport(service, ['users:import', 'users:read']);

describe('an import that cannot begin says why, and creates nothing', () => {
  it.each<[string, string, string, string[], number, RegExp]>([
    ['a file without a kind', 'people.txt', 'username\n', [], 2, /say with --format/],
    ['a column that is no field', 'a.csv', 'username,shoe size\nx-1,3\n', [], 2, /'shoe size': --ignore/],
    ['columns that were not split', 'a.csv', 'username;email\nx;y\n', [], 2, /--delimiter says what/],
    ['no delimiter', 'a.csv', 'username\nx\n', ['--delimiter', ''], 2, /^roster: --delimiter must be .*\n$/],
    ['a delimiter beyond ASCII', 'a.csv', 'username\nx\n', ['--delimiter', '¦'], 2, /--delimiter must be/],
    ['a column twice', 'a.csv', 'username,user_name\nx-1,x-2\n', [], 2, /Two columns are the field username/],
    [
      'another word for a conflict',
      'a.csv',
      'username\n',
      ['--on-conflict', 'update'],
      2,
      /must be one of fail, skip/,
    ],
    ['too large a batch', 'a.csv', 'username\n', ['--batch-size', '1001'], 2, /from 1 to 1000/],
    ['a folder', '', '', ['--format', 'csv'], 2, /is a folder/],
    [
      'a report in a folder that is missing',
      'a.csv',
      'username\nx y\n',
      ['--errors', '/no/such/folder/x'],
      2,
      /^roster: The error report cannot be written: ENOENT[^\n]*\n$/,
    ],
  ])('%s', async (_what, name, content, args, code, message) => {
    const file = name === '' ? await temporaryFolder() : await givenFile(name, content);
    const run = await importFile(file, ...args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toMatch(message);
  });

  it('a key that may not import', async () => {
    const weak = await givenKey(service(), ['users:read']);
    const file = await givenFile('a.csv', 'username\nnobody-yet\n');
    const run = await runRoster(['users', 'import', file], { env: weak });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/Missing: users:import\..*\(permission-denied\)/);
  });
});

describe('an error report that would be written over what the import needs is refused', () => {
  const text = 'username\nx y\n';

  it('by whatever path it is named', async () => {
    const file = await givenFile('a.csv', text);
    const folder = await temporaryFolder();
    await symlink(dirname(file), join(folder, 'linked'));
    await symlink(file, join(folder, 'link'));
    await link(file, join(folder, 'hard'));
    for (const report of [file, ...['linked/a.csv', 'link', 'hard'].map((name) => join(folder, name))]) {
      const run = await importFile(file, '--errors', report);
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toBe(`roster: ${report} is the file that is imported: name another for --errors.\n`);
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  it('also where the import keeps how far it is, though that is not there yet', async () => {
    const file = await givenFile('a.csv', text);
    const linked = join(await temporaryFolder(), 'linked');
    await symlink(dirname(file), linked);
    for (const ending of ['.import-state', '.import-state.new', '.import-lock']) {
      const run = await importFile(file, '--errors', join(linked, `${basename(file)}${ending}`));
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toMatch(/is a file that the import itself keeps: name another for --errors\.\n$/);
    }
  });
});

describe('of a table that does not fit', () => {
  it('a column is left out with --ignore', async () => {
    const username = uniqueName();
    const file = await givenFile('a.csv', `username;shoe size\n${username};3\n`);
    expect((await importFile(file, '--ignore', 'Shoe Size', '--delimiter', ';')).code).toBe(0);
    await service().root.getUser({ user: `@${username}` });
  });

  it('a cell that does not hold what its column does is refused with what it may hold', async () => {
    const lines = ['x-1\tmaybe\t', 'x-2\tconstructor\t', 'x-3\t\t{secret', `${uniqueName()}\tNO\t{}`];
    const file = await givenFile('a.csv', ['username\tisActive\tmetadata', ...lines].join('\n'));
    const run = await importFile(file, '--delimiter', '\\t');
    expect(run.stdout).toBe('1 created, 0 skipped, 3 failed.\n');
    expect((await reportOf(file)).map(({ problem }) => Reflect.get(Object(problem), 'detail'))).toEqual([
      'isActive: Must be one of true, yes, 1, false, no, 0.',
      'isActive: Must be one of true, yes, 1, false, no, 0.',
      'metadata: Is no JSON.',
    ]);
  });

  it('a quotation that is never closed ends the reading, and the exit code says so', async () => {
    const [one, two] = [uniqueName(), uniqueName()];
    const file = await givenFile('a.csv', `username,displayName\n${one},\n${two},"never closed\nx,y\n`);
    expect(await importFile(file)).toMatchObject({ code: 1, stdout: '1 created, 0 skipped, 1 failed.\n' });
    const problem = { code: 'unreadable', detail: expect.stringMatching(/^A quotation mark is not closed:/) };
    expect(await reportOf(file)).toMatchObject([{ line: 3, problem }]);
  });

  it('a record that is longer than a request may be ends the reading as well', async () => {
    const file = await givenFile('a.csv', `username,displayName\nx,${'y'.repeat(9 * 1024 * 1024)}\n`);
    expect(await importFile(file)).toMatchObject({ code: 1, stdout: '0 created, 0 skipped, 1 failed.\n' });
    const problem = { code: 'unreadable', detail: expect.stringMatching(/^The record is longer than 8 MiB/) };
    expect(await reportOf(file)).toMatchObject([{ line: 2, problem }]);
  });
});
