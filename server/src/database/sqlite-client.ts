import { setTimeout as sleep } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { isConflict } from './database-errors.ts';
import { type KnexQuery, knexClient } from './knex-client.ts';

/** How long a transaction waits for another process's before it is refused. */
const maxLockWaitMs = 1_000;
const lockPollMs = 20;

async function waitForLock(begin: () => Promise<unknown>): Promise<unknown> {
  const deadline = performance.now() + maxLockWaitMs;
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      if (!isConflict(error) || performance.now() > deadline) throw error;
    }
    await sleep(lockPollMs);
  }
}

/**
 * Knex's SQLite client with three corrections: a transaction takes the write lock at once, since one that first reads
 * cannot get it later if another process wrote in between; while another process has it, it is asked for again and
 * again, since SQLite's own waiting stops the event loop; and a COMMIT that fails is rolled back, since the pool's only
 * connection would stay inside the transaction and lose every later write.
 */
export class SqliteClient extends knexClient('better-sqlite3') {
  override async _query(connection: Sqlite.Database, query: KnexQuery): Promise<unknown> {
    if (query.sql === 'BEGIN;') {
      query.sql = 'BEGIN IMMEDIATE;';
      return waitForLock(() => super._query(connection, query));
    }
    try {
      return await super._query(connection, query);
    } catch (error) {
      if (query.sql === 'COMMIT;' && connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }
}
