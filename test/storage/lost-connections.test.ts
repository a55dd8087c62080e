import type { Knex } from 'knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../server/src/database/database.ts';
import { OutcomeUnknownError } from '../../server/src/database/database-errors.ts';
import { openMySql } from '../../server/src/database/open-mysql.ts';
import { toRefusal } from '../../server/src/http/problem-response.ts';
import { currentEngine } from '../support/database.ts';
import { readRow, withConnection } from '../support/engines/server-connection.ts';
import { failureOf, noteIds, openWithNotes } from './open.ts';
import { startProxy } from './tcp-proxy.ts';

interface Through {
  readonly url: string;
  /** By way of a proxy that can break. */
  readonly database: Database;
  /** Without the proxy. */
  readonly direct: Database;
  readonly proxy: Awaited<ReturnType<typeof startProxy>>;
}

async function openThroughProxy(): Promise<Through> {
  const { url, database: direct } = await openWithNotes();
  const proxy = await startProxy(url);
  const database = await openMySql({
    url: proxy.url,
    poolMax: 3,
    acquireTimeoutMs: 2_000,
    statementTimeoutMs: 500,
  });
  onTestFinished(() => database.close());
  return { url, database, direct, proxy };
}

function addNote(database: Database, id: number, beforeEnd = async (_tx: Knex) => {}): Promise<void> {
  return database.transact(async (tx) => {
    await tx('notes').insert({ id, moment: 0 });
    await beforeEnd(tx);
  });
}

const unavailable = { code: 'database-unavailable', extras: { retryAfterSeconds: expect.any(Number) } };

describe.skipIf(currentEngine() === 'sqlite')('a connection that is lost', () => {
  it('during the work leaves nothing, and the next request works', async () => {
    const { database, proxy } = await openThroughProxy();
    const failure = await failureOf(
      addNote(database, 1, async (tx) => {
        proxy.cut();
        await tx('notes').insert({ id: 2, moment: 0 });
      }),
    );
    expect(toRefusal(failure)).toMatchObject(unavailable);
    expect(await noteIds(database)).toEqual([]);
    await addNote(database, 3);
    expect(await noteIds(database)).toEqual([3]);
  });

  it('during the work without another statement leaves nothing either', async () => {
    const { database, proxy } = await openThroughProxy();
    const failure = await failureOf(
      addNote(database, 1, async () => {
        proxy.cut();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }),
    );
    // COMMIT was tried, so that nobody can tell.
    expect(failure).toBeInstanceOf(OutcomeUnknownError);
    expect(await noteIds(database)).toEqual([]);
  });

  it.each([
    ['before it reached the server', 'cut-before-commit', []],
    ['after the server had done it', 'cut-after-commit', [1]],
  ] as const)('at COMMIT, %s, is an unknown outcome, and not repeated', async (_when, fate, there) => {
    const { database, direct, proxy } = await openThroughProxy();
    let attempts = 0;
    proxy.fate = fate;
    const failure = await failureOf(
      addNote(database, 1, async () => {
        attempts += 1;
      }),
    );
    proxy.fate = 'forward';
    expect(failure).toBeInstanceOf(OutcomeUnknownError);
    expect(toRefusal(failure)).toMatchObject({ ...unavailable, code: 'outcome-unknown' });
    expect(attempts).toBe(1);
    expect(await noteIds(direct)).toEqual(there);
    await addNote(database, 2);
  });

  it('because it was killed inside a transaction leaves nothing, and the next request works', async () => {
    const { url, database } = await openThroughProxy();
    const failure = await failureOf(
      addNote(database, 1, async (tx) => {
        const [[row]] = await tx.raw('select connection_id() as id');
        await withConnection(url, (other) => other.query(`kill ${Number(row.id)}`));
        await tx('notes').insert({ id: 2, moment: 0 });
      }),
    );
    expect(toRefusal(failure)).toMatchObject(unavailable);
    expect(await noteIds(database)).toEqual([]);
    await addNote(database, 3);
  });

  it('is not needed for a failure: a statement that was killed is no fault of the program either', async () => {
    const { url, database, direct } = await openThroughProxy();
    await addNote(direct, 1);
    const failure = await failureOf(
      withConnection(url, async (other) => {
        await other.query('begin');
        await other.query('update notes set moment = 1 where id = 1');
        await database.transact(async (tx) => {
          await tx('notes').insert({ id: 2, moment: 0 });
          const [[row]] = await tx.raw('select connection_id() as id');
          setTimeout(() => void other.query(`kill query ${Number(row.id)}`).catch(() => {}), 100);
          await tx('notes').where({ id: 1 }).update({ moment: 2 });
        });
      }),
    );
    expect(toRefusal(failure)).toMatchObject(unavailable);
    expect(await noteIds(database)).toEqual([1]);
  });

  it('while it was idle is not noticed: every connection killed, and 80 requests work', async () => {
    const { url, database } = await openWithNotes(5);
    const both = (id: number) => Promise.all([addNote(database, id), database.run('select 1', [])]);
    await Promise.all([1, 2, 3, 4, 5].map(both));
    const killed = await killAll(url);
    expect(killed).toBeGreaterThanOrEqual(6);
    await Promise.all(Array.from({ length: 20 }, (_, index) => both(100 + index)));
    expect(await killAll(url)).toBeGreaterThanOrEqual(6);
    for (let id = 200; id < 220; id += 1) await both(id);
    expect(await noteIds(database)).toHaveLength(45);
  });
});

/** Kills every other connection to the database. */
async function killAll(url: string): Promise<number> {
  return withConnection(url, async (connection) => {
    const [ids] = await readRow(
      connection,
      'select group_concat(id) from information_schema.processlist where db = database() and id <> connection_id()',
    );
    const list = String(ids).split(',');
    for (const id of list) await connection.query(`kill ${Number(id)}`);
    return list.length;
  });
}

describe.skipIf(currentEngine() === 'sqlite')('a server that hangs', () => {
  it('holds a request no longer than the limit, and the next request works', async () => {
    const { database, proxy } = await openThroughProxy();
    const startedAt = performance.now();
    const failure = await failureOf(
      addNote(database, 1, async (tx) => {
        proxy.fate = 'stall';
        await tx('notes').insert({ id: 2, moment: 0 });
      }),
    );
    expect(toRefusal(failure)).toMatchObject(unavailable);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    proxy.fate = 'forward';
    proxy.cut();
    expect(await noteIds(database)).toEqual([]);
    await addNote(database, 3);
  });

  it('at COMMIT is an unknown outcome within the limit', async () => {
    const { database, proxy } = await openThroughProxy();
    const failure = await failureOf(
      addNote(database, 1, async () => {
        proxy.fate = 'stall';
      }),
    );
    expect(failure).toBeInstanceOf(OutcomeUnknownError);
  });

  it('does not hold hot reads either, nor keep their places', async () => {
    const { database, proxy } = await openThroughProxy();
    await Promise.all([1, 2, 3].map(() => database.run('select 1', [])));
    proxy.fate = 'stall';
    const stalled = Array.from({ length: 3 }, () => failureOf(database.run('select 1', [])));
    for (const failure of await Promise.all(stalled)) expect(toRefusal(failure)).toMatchObject(unavailable);
    proxy.fate = 'forward';
    expect(await Promise.all([1, 2, 3].map(() => database.run('select 1 as one', [])))).toHaveLength(3);
  });
});

describe.skipIf(currentEngine() === 'sqlite')('a server that is gone', () => {
  it('is said to be unavailable at once, and used again when it is back', async () => {
    const { database, proxy } = await openThroughProxy();
    await addNote(database, 1);
    proxy.close();
    const startedAt = performance.now();
    expect(toRefusal(await failureOf(addNote(database, 2)))).toMatchObject(unavailable);
    expect(toRefusal(await failureOf(database.run('select 1', [])))).toMatchObject(unavailable);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
