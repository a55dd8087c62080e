import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { askSecret } from '../../cli/src/read-secret.ts';
import { buildCli, temporaryFolder } from '../start/service-process.ts';
import { runRoster } from './run-roster.ts';

beforeAll(buildCli, 120_000);

describe('roster', () => {
  it('explains itself and every command', async () => {
    const help = await runRoster(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    const names = [...help.stdout.matchAll(/^ {2}((?:[a-z]+ )*[a-z]+) {2}/gm)].map((match) => match[1] ?? '');
    expect(names).toEqual(expect.arrayContaining(['recover', 'users list', 'users create', 'users import']));
    for (const name of names) {
      const { code, stdout, stderr } = await runRoster([...name.split(' '), '--help']);
      expect([name, code, stderr]).toEqual([name, 0, '']);
      expect(stdout).toContain(`Usage: roster ${name}`);
    }
  });

  it.each([
    [['users', '--help'], 'COMMAND'],
    [['-h'], 'COMMAND'],
    [['help'], 'COMMAND'],
    [['help', 'users'], 'COMMAND'],
    [['help', 'users', 'list'], 'users list'],
    [['--help', 'migrate'], 'migrate'],
  ])('explains itself wherever help is asked for: %j', async (args, name) => {
    const { code, stdout, stderr } = await runRoster(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: roster ${name} `));
  });

  it.each([
    [['help', 'no-such-command']],
    [['users', 'lits', '--help']],
    [[]],
    [['no-such-command']],
    [['users']],
    [['--version-of-nothing']],
  ])('says what there is when it is called with %j', async (args) => {
    const { code, stdout, stderr } = await runRoster(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^roster: .+\n\nUsage: roster COMMAND/);
  });

  it('migrate makes the schema, once', async () => {
    const env = { DATABASE_URL: `sqlite:${join(await temporaryFolder(), 'roster.db')}` };
    const first = await runRoster(['migrate', '--json'], { env });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout).applied).toContain('0001-create-roles');
    expect(await runRoster(['migrate'], { env })).toEqual({
      code: 0,
      stdout: 'The schema is up to date.\n',
      stderr: '',
    });
    const recover = await runRoster(['recover', '--username', 'root', '--generate'], { env });
    expect(recover).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/no super admin yet/),
    });
  });
});

describe('a secret that is asked for on the terminal', () => {
  /** A terminal as far as `askSecret` knows one. */
  function createTerminal() {
    const modes: boolean[] = [];
    const stdin = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => modes.push(raw) });
    const stderr = new PassThrough().setEncoding('utf8');
    return { io: { stdin: stdin as unknown as NodeJS.ReadStream, stderr }, modes, stdin };
  }

  it.each([
    ['a secret\r', 'a secret'],
    ['typo\u007f\u007f\u007f\u007fright\n', 'right'],
    ['all of it\u0015again 😀\r', 'again 😀'],
    ['\r', ''],
  ])('is what was typed, and never shown (%j)', async (typed, secret) => {
    const { io, modes, stdin } = createTerminal();
    const asked = askSecret('Secret: ', io);
    for (const letter of typed) stdin.write(letter);
    expect(await asked).toBe(secret);
    expect(modes).toEqual([true, false]);
    expect(io.stderr.read()).toBe('Secret: \n');
  });

  it.each(['\u0003', '\u0004'])('is given up with %j, and the terminal is as before', async (key) => {
    const { io, modes, stdin } = createTerminal();
    const asked = askSecret('Secret: ', io);
    stdin.write(`half${key}`);
    await expect(asked).rejects.toThrow('Nothing was changed.');
    expect(modes).toEqual([true, false]);
  });
});
