import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import knex from 'knex';
import type { Binding, Database } from './database.ts';
import { silentLog } from './knex-client.ts';
import { SqliteClient } from './sqlite-client.ts';
import { transact } from './transact.ts';

/** Short, because this waiting stops the event loop; whoever begins a transaction waits in another way. */
const busyTimeoutMs = 50;

/** Statements that are kept prepared: there are many ways to ask for a list. */
const maxPrepared = 500;

const writerPragmas = [
  // First, since the next one may already have to wait for another process.
  `busy_timeout = ${busyTimeoutMs}`,
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
];

/** Opens the SQLite file, and makes it if it is not there, with one connection for writing and one for hot reads. */
export function openSqlite(file: string, acquireTimeoutMs = 5_000): Database {
  mkdirSync(dirname(file), { recursive: true });
  const writer = knex({
    client: SqliteClient,
    connection: { filename: file },
    useNullAsDefault: true,
    acquireConnectionTimeout: acquireTimeoutMs,
    log: silentLog,
    // Otherwise the message of a failed statement holds its values, password hashes among them.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (
        connection: Sqlite.Database,
        done: (error: Error | null, connection: unknown) => void,
      ) => {
        for (const pragma of writerPragmas) connection.pragma(pragma);
        done(null, connection);
      },
    },
  });

  let hot: Sqlite.Database | undefined;
  const statements = new Map<string, Sqlite.Statement<Binding[]>>();

  /** Opened late, because the file may not exist before the writer has made it. */
  function openHot(): Sqlite.Database {
    return new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  }

  /**
   * Nothing but the end of their connection frees statements at once: otherwise they wait for the garbage collector, which
   * does not know how much they hold, and thousands of ways to ask for a list took more than a gigabyte.
   */
  function forgetStatements(): void {
    statements.clear();
    hot?.close();
    hot = undefined;
  }

  function prepare(sql: string): Sqlite.Statement<Binding[]> {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= maxPrepared) forgetStatements();
    hot ??= openHot();
    const statement = hot.prepare<Binding[]>(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    engine: 'sqlite',
    reader: writer,
    // The caller names the row type of its own SQL text; no driver can check it.
    run: async <Row>(sql: string, bindings: readonly Binding[]) => prepare(sql).all(...bindings) as Row[],
    transact: (work) => transact(writer, work),
    close: async () => {
      hot?.close();
      await writer.destroy();
    },
  };
}
