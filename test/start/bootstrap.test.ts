import { createClient } from '@roster/client';
import { parseConfig, type RunningService, startService } from '@roster/server';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../server/src/config.ts';
import type { Database } from '../../server/src/database/database.ts';
import { createTestDatabase } from '../support/database.ts';

const username = 'first-admin';
const password = 'a password for the first start';
const bootstrap = { BOOTSTRAP_SUPER_ADMIN_USERNAME: username, BOOTSTRAP_SUPER_ADMIN_PASSWORD: password };
const production = { NODE_ENV: 'production', HOST: '127.0.0.1' };

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

/** Starts a service whose log is kept. */
async function start(url: string, env: Record<string, string> = {}) {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const config = parseConfig({ DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent', ...env });
  const service = await startService(config, (given) => ({ ...given, logger }));
  onTestFinished(() => service.stop(1_000));
  return { service, log: () => lines.join('') };
}

async function refusedFaults(url: string, env: Record<string, string>): Promise<readonly string[]> {
  const failure = await start(url, env).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof ConfigError))
    throw new Error(`Expected a ConfigError, but got ${String(failure)}`);
  return failure.faults;
}

function logIn({ url }: RunningService, name: string, secret: string) {
  return createClient({ baseUrl: url }).logIn({ username: name, password: secret });
}

async function countSupers(database: Database): Promise<number[]> {
  const counts = ['users', 'super_admin', 'user_passwords'].map(async (table) => {
    const row: { count?: number | string } | undefined = await database
      .reader(table)
      .count({ count: '*' })
      .first();
    return Number(row?.count);
  });
  return Promise.all(counts);
}

describe('the first start', () => {
  it('makes the super admin from the configuration, with an audit row and nothing in the log', async () => {
    const { service, log } = await start(await emptyDatabase(), bootstrap);
    expect(service.bootstrapped).toEqual({ username, generatedPassword: undefined });
    const { user } = await logIn(service, username, password);
    expect(user).toMatchObject({ username, role: 'super_admin', isSuper: true, status: 'active' });
    const { database } = service.dependencies;
    const rows = await database.reader('audit_events').where({ action: 'superAdmin.bootstrapped' });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ outcome: 'success', actor_kind: 'system', target_id: user.id });
    expect(JSON.stringify(rows) + log()).not.toContain(password);
  });

  it('outside of production makes up a password that works, and does not log it', async () => {
    const { service, log } = await start(await emptyDatabase());
    const made = service.bootstrapped;
    expect(made?.username).toBe('admin');
    expect(made?.generatedPassword).toMatch(/^[\w-]{20}$/);
    expect((await logIn(service, 'admin', String(made?.generatedPassword))).user.isSuper).toBe(true);
    expect(log()).not.toContain(String(made?.generatedPassword));
    const other = await start(await emptyDatabase());
    expect(other.service.bootstrapped?.generatedPassword).not.toBe(made?.generatedPassword);
  });

  it('in production refuses without values, and names both variables', async () => {
    const url = await emptyDatabase();
    const [fault = '', ...others] = await refusedFaults(url, production);
    expect(others).toEqual([]);
    expect(fault).toMatch(/BOOTSTRAP_SUPER_ADMIN_USERNAME.*BOOTSTRAP_SUPER_ADMIN_PASSWORD/);
    const { service } = await start(url, { ...production, ...bootstrap });
    expect(service.bootstrapped?.username).toBe(username);
  });

  it.each([
    ['too short a name', 'ad', password, ['USERNAME']],
    ['an e-mail address', 'a@example.org', password, ['USERNAME']],
    ['a DID', 'did:web:example.org', password, ['USERNAME']],
    ['a space', ' admin', password, ['USERNAME']],
    ['an invisible character', 'ad\u200bmin', password, ['USERNAME']],
    ['a name whose canonical form is none', '\u2474admin', password, ['USERNAME']],
    ['151 letters', 'a'.repeat(151), password, ['USERNAME']],
    ['too short a password', username, 'short', ['PASSWORD']],
    ['too long a password', username, 'x'.repeat(257), ['PASSWORD']],
    ['a password with the name', username, 'my FIRST-Admin password', ['PASSWORD']],
    ['a bad name and a bad password', '!', 'short', ['USERNAME', 'PASSWORD']],
  ])('refuses %s, with every fault and without the values', async (_what, name, secret, expected) => {
    const url = await emptyDatabase();
    const env = { BOOTSTRAP_SUPER_ADMIN_USERNAME: name, BOOTSTRAP_SUPER_ADMIN_PASSWORD: secret };
    const faults = await refusedFaults(url, env);
    expect(faults).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) {
      expect(faults[index]).toMatch(new RegExp(`^BOOTSTRAP_SUPER_ADMIN_${part} must`));
    }
    expect(faults.join('\n')).not.toContain(secret);
    const { service } = await start(url, bootstrap);
    expect(await countSupers(service.dependencies.database)).toEqual([1, 1, 1]);
  });
});

describe('a later start', () => {
  it('makes none and changes nothing, whatever the variables say', async () => {
    const url = await emptyDatabase();
    const first = await start(url, bootstrap);
    await first.service.stop(1_000);
    const others = { BOOTSTRAP_SUPER_ADMIN_USERNAME: 'second', BOOTSTRAP_SUPER_ADMIN_PASSWORD: '!' };
    for (const env of [bootstrap, {}, production, others]) {
      const { service } = await start(url, env);
      expect(service.bootstrapped).toBeUndefined();
      expect(await countSupers(service.dependencies.database)).toEqual([1, 1, 1]);
      await service.stop(1_000);
    }
    const { service } = await start(url);
    const { user } = await logIn(service, username, password);
    expect(user).toMatchObject({ version: 1, isSuper: true });
  });

  it('after all users were deleted makes none either', async () => {
    const url = await emptyDatabase();
    const { service } = await start(url, bootstrap);
    await service.dependencies.database.transact(async (tx) => {
      for (const table of ['super_admin', 'user_passwords', 'users']) await tx(table).delete();
    });
    for (const env of [{}, bootstrap, { ...production, ...bootstrap }]) {
      const later = await start(url, env);
      expect(later.service.bootstrapped).toBeUndefined();
      expect(await countSupers(later.service.dependencies.database)).toEqual([0, 0, 0]);
    }
  });
});

describe('20 starts at the same time on one empty database', () => {
  it('make exactly one super admin, and all succeed', { timeout: 60_000 }, async () => {
    const url = await emptyDatabase();
    const started = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        start(url, index % 2 === 0 ? {} : { ...bootstrap, BOOTSTRAP_SUPER_ADMIN_USERNAME: `admin-${index}` }),
      ),
    );
    const makers = started.filter(({ service }) => service.bootstrapped !== undefined);
    expect(makers).toHaveLength(1);
    const [maker] = makers;
    if (maker === undefined) return;
    expect(await countSupers(maker.service.dependencies.database)).toEqual([1, 1, 1]);
    const made = maker.service.bootstrapped;
    const secret = made?.generatedPassword ?? password;
    expect((await logIn(maker.service, String(made?.username), secret)).user.isSuper).toBe(true);
    // All share the key that authenticates cursors.
    const keys = new Set(started.map(({ service }) => service.dependencies.cursorKey.toString('hex')));
    expect(keys.size).toBe(1);
  });
});
