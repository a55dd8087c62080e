import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../server/src/database/database.ts';
import { currentEngine } from '../support/database.ts';
import { openWithNotes } from './open.ts';

const isSqlite = currentEngine() === 'sqlite';

describe.runIf(isSqlite)('a SQLite connection', () => {
  async function pragma({ reader }: { reader: Knex | Knex.Transaction }, name: string): Promise<unknown> {
    const rows: Record<string, unknown>[] = await reader.raw(`pragma ${name}`);
    return Object.values(rows[0] ?? {})[0];
  }

  it('is durable, checks foreign keys, and does not stop the event loop for long', async () => {
    const { database } = await openWithNotes();
    expect(await pragma(database, 'journal_mode')).toBe('wal');
    // 2 is FULL: an acknowledged write survives a power cut.
    expect(await pragma(database, 'synchronous')).toBe(2);
    expect(await pragma(database, 'foreign_keys')).toBe(1);
    expect(await pragma(database, 'busy_timeout')).toBeLessThanOrEqual(100);
    const [hot] = await database.run<Record<string, number>>('pragma busy_timeout', []);
    expect(Object.values(hot ?? {})[0]).toBeLessThanOrEqual(100);
  });

  it('frees what it keeps prepared for reads, before there is too much of it, by ending', async () => {
    const { database } = await openWithNotes();
    const timeout = async () => {
      const [row] = await database.run<{ timeout: number }>('pragma busy_timeout', []);
      return row?.timeout;
    };
    // Only this connection has it, so that another one shows.
    await database.run('pragma busy_timeout = 33', []);
    for (let number = 0; number < 300; number += 1) await database.run(`select ${number % 100}`, []);
    expect(await timeout()).toBe(33);
    for (let number = 0; number < 600; number += 1) await database.run(`select ${number}`, []);
    expect(await timeout()).toBe(50);
    expect(await database.run('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('cannot write where it only reads', async () => {
    const { database } = await openWithNotes();
    await expect(database.run('delete from notes returning id', [])).rejects.toThrow(/readonly/);
  });

  it('takes the write lock when the transaction begins', async () => {
    const { database } = await openWithNotes();
    const statements: string[] = [];
    const client = database.reader.client;
    client.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    await database.transact((tx) => tx('notes').select('id'));
    expect(statements).toEqual(['BEGIN;', 'select `id` from `notes`', 'COMMIT;']);
    const other = (await import('better-sqlite3')).default;
    const [{ file } = { file: '' }] = await database.run<{ file: string }>('pragma database_list', []);
    const second = new other(file, { timeout: 0 });
    await database.transact(async (tx) => {
      await tx('notes').select('id');
      expect(() => second.exec('begin immediate')).toThrow(/locked/);
    });
    second.close();
  });
});

describe.skipIf(isSqlite)('a connection to a database server', () => {
  const names = [
    'time_zone',
    'tx_isolation',
    'transaction_isolation',
    'innodb_lock_wait_timeout',
    'sql_mode',
  ];
  const sql = `show session variables where variable_name in (${names.map((name) => `'${name}'`).join(', ')})`;
  type Row = { Variable_name: string; Value: string };

  function check(rows: Row[]): void {
    const values = new Map(rows.map((row) => [row.Variable_name, row.Value]));
    expect(values.get('time_zone')).toBe('+00:00');
    expect(values.get('transaction_isolation') ?? values.get('tx_isolation')).toBe('READ-COMMITTED');
    expect(Number(values.get('innodb_lock_wait_timeout'))).toBeLessThanOrEqual(3);
    expect(values.get('sql_mode')).toContain('STRICT_TRANS_TABLES');
  }

  async function ofTransaction(database: Database): Promise<Row[]> {
    return database.transact(async (tx) => (await tx.raw(sql))[0]);
  }

  it('is set up the same in both pools, on every connection', async () => {
    const { database } = await openWithNotes(3);
    const inTransactions = await Promise.all([1, 2, 3].map(() => ofTransaction(database)));
    const onHotPath = await Promise.all([1, 2, 3].map(() => database.run<Row>(sql, [])));
    for (const rows of [...inTransactions, ...onHotPath]) check(rows);
  });

  it('keeps some statements prepared, and not any number of them', async () => {
    const { database } = await openWithNotes(1);
    const kept = async () => {
      const rows = await database.run<Row>("show session status like 'Com_stmt_%'", []);
      const counts = new Map(rows.map((row) => [row.Variable_name, Number(row.Value)]));
      return (counts.get('Com_stmt_prepare') ?? 0) - (counts.get('Com_stmt_close') ?? 0);
    };
    for (let number = 0; number < 50; number += 1) await database.run(`select ${number}`, []);
    expect(await kept()).toBeGreaterThan(50);
    for (let number = 50; number < 300; number += 1) await database.run(`select ${number}`, []);
    expect(await kept()).toBeLessThan(150);
  });

  it('takes one statement at a time, and no file of the client', async () => {
    const { database } = await openWithNotes(1);
    await expect(database.reader.raw('select 1; select 2')).rejects.toThrow(/syntax/i);
    await expect(
      database.reader.raw("load data local infile '/etc/hostname' into table notes"),
    ).rejects.toThrow(/local|not allowed|disabled/i);
  });
});
