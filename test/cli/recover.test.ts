import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli, temporaryFolder } from '../start/service-process.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword } from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { type RosterRun, runRoster } from './run-roster.ts';

const service = useService();
beforeAll(buildCli, 120_000);

const recover = (args: readonly string[], input?: string) =>
  runRoster(['recover', ...args], {
    env: { DATABASE_URL: service().database.url },
    ...(input !== undefined && { input }),
  });

const logIn = (password: string) => service().anonymous.logIn({ username: superUsername, password });

function expectDone(run: RosterRun): RosterRun {
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run;
}

describe('roster recover', () => {
  it('gives the super admin the password from standard input, to the letter, while the service runs', async () => {
    const password = '  spaces count, ünd accents too ';
    const before = await logIn(superPassword);
    const { key } = await service().root.createApiKey({ name: 'a key', permissions: ['users:read'] });
    await service().as(key).getMe();
    const rows = await auditRowsOf(service(), async () => {
      const args = ['--username', superUsername.toUpperCase(), '--password-stdin'];
      const { stdout } = expectDone(await recover(args, `${password}\n`));
      expect(stdout).toBe(`${superUsername} has a new password; all sessions and API keys have ended.\n`);
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: 'superAdmin.recovered',
      actor_kind: 'system',
      outcome: 'success',
    });
    expect(JSON.stringify(rows)).not.toContain('accents');
    await expectProblem(
      service()
        .as(before.accessToken ?? '')
        .getMe(),
      'credential-invalid',
    );
    await expectProblem(service().root.getMe(), 'credential-invalid');
    await expectProblem(service().as(key).getMe(), 'credential-invalid');
    await expectProblem(
      service().anonymous.refreshSession({ refreshToken: before.refreshToken ?? '' }),
      'refresh-token-invalid',
    );
    await expectProblem(logIn(superPassword), 'login-failed');
    expect((await logIn(password)).user).toMatchObject({ isSuper: true, mustChangePassword: false });
  });

  it('makes a password, prints it once, and has it changed at the next log-in', async () => {
    const { stdout } = expectDone(await recover(['--username', superUsername, '--generate']));
    const password = /^ {2}(\S{20})$/m.exec(stdout)?.[1] ?? '';
    expect(stdout.split(password)).toHaveLength(2);
    const { accessToken, user } = await logIn(password);
    expect(user.mustChangePassword).toBe(true);
    const client = service().as(accessToken ?? '');
    await expectProblem(client.listUsers(), 'password-change-required');
    await client.changeOwnPassword({ currentPassword: password, newPassword: superPassword });
  });

  it('speaks JSON', async () => {
    const args = ['--username', superUsername, '--generate', '--json'];
    const { stdout } = expectDone(await recover(args));
    const answer: { password: string } = JSON.parse(stdout);
    expect(answer).toEqual({
      username: superUsername,
      password: expect.any(String),
      mustChangePassword: true,
    });
    await logIn(answer.password);
    const refused = await recover(['--username', 'somebody', '--generate', '--json']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(refused.stderr)).toEqual({ error: expect.stringMatching(/not the super admin/) });
  });

  it('forgets the guesses that keep the super admin out', async () => {
    const { reader } = service().dependencies.database;
    const count = async () =>
      Number((await reader('throttle_counters').sum('count as total'))[0]?.total ?? 0);
    expectDone(await recover(['--username', superUsername, '--password-stdin'], superPassword));
    await logIn(superPassword);
    const before = await count();
    await expectProblem(logIn('not the password at all'), 'login-failed');
    expect(await count()).toBe(before + 3);
    expectDone(await recover(['--username', superUsername, '--password-stdin'], superPassword));
    // What counts for the source alone stays: it belongs to others as well.
    expect(await count()).toBeLessThanOrEqual(before + 1);
    await logIn(superPassword);
  });

  it('lets a super admin in again whom a hand in the database disabled', async () => {
    const { reader } = service().dependencies.database;
    await reader('users').where({ username: superUsername }).update({ status: 'disabled' });
    expectDone(await recover(['--username', superUsername, '--password-stdin'], superPassword));
    expect((await logIn(superPassword)).user.status).toBe('active');
  });
});

describe('roster recover refuses, and changes nothing', () => {
  async function expectNothing(code: number, message: RegExp, run: () => Promise<RosterRun>): Promise<void> {
    const hashes = () => service().dependencies.database.reader('user_passwords').orderBy('user_id');
    const before = await hashes();
    const rows = await auditRowsOf(service(), async () => {
      const { stderr, ...rest } = await run();
      expect(stderr).toMatch(message);
      expect(rest).toEqual({ code, stdout: '' });
    });
    expect(rows).toEqual([]);
    expect(await hashes()).toEqual(before);
  }

  it('every account but the super admin', async () => {
    const { accessToken } = await logIn(superPassword);
    const jane = await givenAccount(
      { ...service(), root: service().as(accessToken ?? '') },
      { password: givenPassword, role: 'admin' },
    );
    for (const username of [jane.username, 'nobody-at-all']) {
      await expectNothing(1, /is not the super admin, who is root/, () =>
        recover(['--username', username, '--generate']),
      );
    }
  });

  it.each([
    ['short', /at least 8 characters/],
    ['password1', /most common/],
    ['my root password', /contain the username/],
    ['x'.repeat(257), /at most 256/],
    ['', /at least 8 characters/],
  ])('the password %j', async (password, message) => {
    await expectNothing(1, message, () =>
      recover(['--username', superUsername, '--password-stdin'], password),
    );
  });

  it.each([
    ['without a name', ['--generate'], /--username is missing/],
    ['with an empty name', ['--username', '', '--generate'], /--username is missing/],
    ['without a way to the password', ['--username', 'root'], /--generate or --password-stdin/],
    ['with both ways', ['--username', 'root', '--generate', '--password-stdin'], /exclude each other/],
    ['with an unknown option', ['--username', 'root', '--force'], /--force/],
    ['with an argument too many', ['--username', 'root', '--generate', 'now'], /'now'/],
  ])('a call %s', async (_what, args, message) => {
    await expectNothing(2, message, () => recover(args));
  });

  it('a configuration that does not fit', async () => {
    const run = await runRoster(['recover', '--username', 'root', '--generate'], {
      env: { DATABASE_URL: 'oracle:x' },
    });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/DATABASE_URL must be/);
  });

  it('a database that is not there, and makes none', async () => {
    const file = join(await temporaryFolder(), 'roster.db');
    const run = () =>
      runRoster(['recover', '--username', 'root', '--generate'], { env: { DATABASE_URL: `sqlite:${file}` } });
    const first = await run();
    expect(first).toMatchObject({ code: 1, stdout: '' });
    expect(first.stderr).toMatch(/no database at/);
    expect((await run()).stderr).toBe(first.stderr);
  });
});
