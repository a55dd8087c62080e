import type { User } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { runRoster, useKey } from './run-roster.ts';

const service = useService();
const env = useKey(service, ['users:create', 'users:read', 'users:grant', 'stats:read']);

const create = (args: readonly string[], input?: string) =>
  runRoster(['users', 'create', ...args], { env, ...(input !== undefined && { input }) });

describe('roster users create', () => {
  it('sets every field', async () => {
    const username = uniqueName('made');
    const did = `did:plc:${username.replaceAll('-', '')}`;
    const fields = ['--email', `${username}@example.org`, '--display-name', 'Jane Roe', '--did', did];
    const sets = ['--server', 'eu-1', '--group', 'one', '--group', 'the other', '--permission', 'stats:read'];
    const rest = ['--role', 'viewer', '--metadata', '{"floor":3}', '--disabled', '--must-change-password'];
    const run = await create([
      ...['--username', username, ...fields, ...sets, ...rest],
      ...['--without-password', '--json'],
    ]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const user: User = JSON.parse(run.stdout);
    expect(user).toEqual(await service().root.getUser({ user: user.id }));
    expect(user).toMatchObject({
      username,
      did,
      email: `${username}@example.org`,
      displayName: 'Jane Roe',
      status: 'disabled',
      servers: ['eu-1'],
      groups: ['one', 'the other'],
      permissions: ['stats:read'],
      metadata: { floor: 3 },
      mustChangePassword: true,
    });
  });

  it('takes the password from standard input, to the letter', async () => {
    const username = uniqueName('made');
    const password = ' spaces and ünd accents ';
    const run = await create(['--username', username, '--password-stdin'], `${password}\n`);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(new RegExp(`^${username} was created with the id \\S+ and is active\\.\n$`));
    await service().anonymous.logIn({ username, password });
  });

  it('makes a password, prints it once, and has it changed at the first log-in', async () => {
    const username = uniqueName('made');
    const { stdout } = await create(['--username', username, '--generate']);
    const password = /^ {2}(\S{20})$/m.exec(stdout)?.[1] ?? '';
    expect((await service().anonymous.logIn({ username, password })).user.mustChangePassword).toBe(true);
    const answer = JSON.parse((await create(['--username', uniqueName(), '--generate', '--json'])).stdout);
    expect(answer).toMatchObject({ password: expect.stringMatching(/^\S{20}$/), mustChangePassword: true });
  });

  it.each<[string, string[], number, RegExp]>([
    ['without a name', ['--without-password'], 1, /username: Is needed unless there is a DID/],
    ['with a name that is taken', ['--username', 'ROOT', '--generate'], 1, /username-taken/],
    ['with a weak password', ['--username', 'weak-one', '--password-stdin'], 1, /password-refused/],
    ['without a way to a password', ['--username', 'none-at-all'], 2, /no terminal to ask on: .*--without-p/],
    ['with two ways', ['--username', 'both', '--generate', '--without-password'], 2, /excludes every other/],
    [
      'with two things on standard input',
      ['--username', 'both', '--password-stdin', '--key-file', '-'],
      2,
      /either the key or the password/,
    ],
    [
      'with metadata that are not JSON',
      ['--username', 'bad', '--generate', '--metadata', '{'],
      2,
      /not JSON/,
    ],
    [
      'without a key, before a password is asked for',
      ['--username', 'none-at-all', '--key-file', '/dev/null'],
      2,
      /no API key/,
    ],
    ['with a password on the command line', ['--username', 'bad', '--password', 'x'], 2, /--password/],
  ])('%s is refused, and changes nothing', async (_what, args, code, message) => {
    const rows = await auditRowsOf(service(), async () => {
      const run = await create(args, 'password1');
      expect(run).toMatchObject({ code, stdout: '' });
      expect(run.stderr).toMatch(message);
    });
    expect(rows).toEqual([]);
  });
});
