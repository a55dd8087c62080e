import { createRequire } from 'node:module';
import type { Knex } from 'knex';

interface SqliteConnection {
  readonly inTransaction: boolean;
  exec(sql: string): void;
}

interface SqliteQuery {
  sql: string;
}

declare module 'knex' {
  namespace Knex {
    interface Client {
      /** Runs one statement on a connection; Knex leaves it out of its types. */
      _query(connection: SqliteConnection, query: SqliteQuery): Promise<unknown>;
    }
  }
}

// Knex publishes its dialects without types.
const BaseClient = createRequire(import.meta.url)('knex/lib/dialects/better-sqlite3') as typeof Knex.Client;

/**
 * Knex's SQLite client with two corrections: a transaction takes the write lock at once, since one that first reads
 * cannot get it later if another process wrote in between; and a COMMIT that fails is rolled back, since the pool's
 * only connection would stay inside the transaction and lose every later write.
 */
export class SqliteClient extends BaseClient {
  override async _query(connection: SqliteConnection, query: SqliteQuery): Promise<unknown> {
    if (query.sql === 'BEGIN;') query.sql = 'BEGIN IMMEDIATE;';
    try {
      return await super._query(connection, query);
    } catch (error) {
      if (query.sql === 'COMMIT;' && connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }
}
