import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database, Transaction } from '../../server/src/database/database.ts';
import { isDuplicateOf, StaleRowError } from '../../server/src/database/database-errors.ts';
import { openMySql } from '../../server/src/database/open-mysql.ts';
import { openSqlite } from '../../server/src/database/open-sqlite.ts';
import { toRefusal } from '../../server/src/http/problem-response.ts';
import type { UserRecord } from '../../server/src/users/user-row.ts';
import { currentEngine } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { failureOf, makeSignal, noteIds, open, openWithNotes } from './open.ts';

const isSqlite = currentEngine() === 'sqlite';

function addNote(database: Database, id: number): Promise<void> {
  return database.transact(async (tx) => {
    await tx('notes').insert({ id, moment: 0 });
  });
}

describe('a COMMIT that fails', () => {
  it.runIf(isSqlite)('reaches the caller, and no later write is lost by it', async () => {
    const { url, database } = await openWithNotes();
    const failure = await failureOf(
      database.transact(async (tx) => {
        await tx.raw('pragma defer_foreign_keys = on');
        await tx('notes').insert({ id: 99, moment: 0 });
        await tx('user_passwords').insert({ user_id: 'nobody', password_hash: 'x', set_at: 1, set_by: 'x' });
      }),
    );
    expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    const ids = Array.from({ length: 10 }, (_, index) => index + 1);
    for (const id of ids) await addNote(database, id);
    expect(await database.run('select id from notes', [])).toHaveLength(10);
    await database.close();
    expect(await noteIds(await open(url))).toEqual(ids);
  });
});

describe('a conflict', () => {
  it.skipIf(isSqlite)(
    'of two transactions that lock in opposite order is resolved by repeating one',
    async () => {
      const { database } = await openWithNotes();
      await addNote(database, 1);
      await addNote(database, 2);
      let attempts = 0;
      let holders = 0;
      const bothHold = makeSignal();
      const move = (first: number, second: number) =>
        database.transact(async (tx) => {
          attempts += 1;
          await tx('notes').where({ id: first }).increment('moment', 1);
          holders += 1;
          if (holders === 2) bothHold.give();
          await bothHold.given;
          await tx('notes').where({ id: second }).increment('moment', 1);
        });
      await Promise.all([move(1, 2), move(2, 1)]);
      expect(attempts).toBeGreaterThan(2);
      expect(await database.reader('notes').orderBy('id').select('moment')).toEqual([
        { moment: 2 },
        { moment: 2 },
      ]);
    },
  );

  it('that does not end is given up within seconds, with nothing left behind', async () => {
    const { database } = await openWithNotes();
    let attempts = 0;
    const startedAt = performance.now();
    const failure = await failureOf(
      database.transact(async (tx) => {
        attempts += 1;
        await tx('notes').insert({ id: 1, moment: 0 });
        throw new StaleRowError('again and again');
      }),
    );
    expect(toRefusal(failure)).toMatchObject({
      code: 'database-unavailable',
      extras: { retryAfterSeconds: expect.any(Number) },
    });
    expect(attempts).toBeGreaterThan(4);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(await noteIds(database)).toEqual([]);
  });

  it('is repeated in a fresh transaction, once per effect', async () => {
    const { database } = await openWithNotes();
    let attempts = 0;
    await database.transact(async (tx) => {
      attempts += 1;
      await tx('notes').insert({ id: attempts, moment: 0 });
      if (attempts < 3) throw new StaleRowError('changed in between');
    });
    expect(await noteIds(database)).toEqual([3]);
  });

  it('is nothing that any other failure is taken for', async () => {
    const { database } = await openWithNotes();
    let attempts = 0;
    const failure = await failureOf(
      database.transact(async () => {
        attempts += 1;
        throw new Error('a fault of the program');
      }),
    );
    expect(toRefusal(failure).code).toBe('internal-error');
    expect(attempts).toBe(1);
  });
});

describe('a pool that is exhausted', () => {
  async function openSmall(url: string): Promise<Database> {
    const database = isSqlite
      ? openSqlite(url.slice('sqlite:'.length), 300)
      : await openMySql({ url, poolMax: 1, acquireTimeoutMs: 300 });
    onTestFinished(() => database.close());
    return database;
  }

  it('refuses as overloaded within the time for waiting, and works again afterwards', async () => {
    const { url } = await openWithNotes();
    const database = await openSmall(url);
    const held = makeSignal();
    const release = makeSignal();
    const holder = database.transact(async (tx) => {
      await tx('notes').select('id');
      held.give();
      await release.given;
    });
    await held.given;
    const startedAt = performance.now();
    expect(toRefusal(await failureOf(addNote(database, 1)))).toMatchObject({
      code: 'overloaded',
      extras: { retryAfterSeconds: expect.any(Number) },
    });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    release.give();
    await holder;
    await addNote(database, 2);
    expect(await noteIds(database)).toEqual([2]);
  });

  it.skipIf(isSqlite)('refuses hot reads likewise', async () => {
    const { url } = await openWithNotes();
    const database = await openSmall(url);
    const slow = database.run('select sleep(1)', []);
    expect(toRefusal(await failureOf(database.run('select 1', []))).code).toBe('overloaded');
    await slow;
    expect(await database.run('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it.skipIf(isSqlite)('refuses at once when even the queue is full', async () => {
    const { url } = await openWithNotes();
    const database = await openSmall(url);
    const calls = Array.from({ length: 1_010 }, () => database.run('select sleep(0.001)', []));
    const outcomes = await Promise.allSettled(calls);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused.length).toBeGreaterThanOrEqual(9);
    expect(new Set(refused.map((reason) => toRefusal(reason).code))).toEqual(new Set(['overloaded']));
  });
});

describe('a duplicate', () => {
  const record = (fields: Partial<UserRecord>): UserRecord => {
    const id = randomUUID();
    const empty = { permissions: '[]', servers: '[]', groups: '[]', metadata: '{}' };
    const moments = { created_at: 1, updated_at: 1, last_login_at: null, last_seen_at: null };
    const names = {
      username: id,
      username_key: id,
      email: null,
      email_key: null,
      display_name: null,
      did: null,
    };
    const state = { role_id: 'viewer', status: 'pending', must_change_password: 0, version: 1 } as const;
    return { id, ...names, ...state, ...empty, ...moments, ...fields };
  };
  const insert = (tx: Transaction, fields: Partial<UserRecord>) => tx('users').insert(record(fields));

  it.each([
    ['username_key', { username_key: 'taken' }],
    ['email_key', { email_key: "for key 'users_did_unique'@example.org" }],
    ['did', { did: 'did:web:users_email_key_unique' }],
  ] as const)('of %s is known as that of this column and no other', async (column, fields) => {
    const { database } = await openWithNotes();
    await database.transact((tx) => insert(tx, fields));
    const failure = await failureOf(database.transact((tx) => insert(tx, fields)));
    const found = ['username_key', 'email_key', 'did', 'id'].filter((name) => isDuplicateOf(failure, name));
    expect(found).toEqual([column]);
  });

  it('is not what a missing parent row is', async () => {
    const { database } = await openWithNotes();
    const failure = await failureOf(database.transact((tx) => insert(tx, { role_id: 'no such role' })));
    expect(isDuplicateOf(failure, 'id')).toBe(false);
    expect(String(failure)).toMatch(/foreign key/i);
  });
});

describe('a moment', () => {
  /** Both edges of daylight saving in New York, a leap day, the end of 32 bits, and the end of four-digit years. */
  const moments = [
    '2024-03-10T06:59:59.999Z',
    '2024-03-10T07:00:00.000Z',
    '2024-11-03T05:30:00.001Z',
    '2024-11-03T06:30:00.001Z',
    '2024-02-29T23:59:59.999Z',
    '2038-01-19T03:14:08.000Z',
    '9999-12-31T23:59:59.999Z',
  ].map((text) => Date.parse(text));

  it.each(['America/New_York', 'Asia/Kathmandu'])('is the same number on both paths in %s', async (zone) => {
    const before = process.env.TZ;
    onTestFinished(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });
    process.env.TZ = zone;
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
    const { database } = await openWithNotes();
    const rows = moments.map((moment, id) => ({ id, moment }));
    await database.transact((tx) => tx('notes').insert(rows));
    expect(await database.reader('notes').orderBy('id').select('id', 'moment')).toEqual(rows);
    expect(await database.run('select id, moment from notes order by id', [])).toEqual(rows);

    const now = Date.parse('2024-11-03T05:30:00.123Z');
    const service = await startTestService({
      override: (given) => ({ ...given, clock: { now: () => now } }),
    });
    onTestFinished(() => service.stop());
    const { user } = await service.root.getMe();
    expect([user.createdAt, user.lastLoginAt]).toEqual(Array(2).fill('2024-11-03T05:30:00.123Z'));
  });
});
