import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2';
import type { Binding } from './database.ts';
import { isLostConnection, PoolTimeoutError } from './database-errors.ts';
import type { MySqlSession } from './mysql-session.ts';

const maxQueued = 1_000;
/**
 * Statements that a connection keeps prepared; the one that was not used for longest gives way. There are more ways to
 * ask for a list than a server holds statements for all its clients, by default 16,382.
 */
const maxPrepared = 100;
const maxAttempts = 3;
const pauseMs = 5;

/** How long a hot read may wait. */
export interface HotPoolLimits {
  readonly acquireTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

/** Connections for the reads that nearly every request makes, without Knex in between. */
export interface HotPool {
  run<Row>(sql: string, bindings: readonly Binding[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Makes the pool; it connects when it is used. */
export function createHotPool(
  options: mysql.PoolOptions,
  session: MySqlSession,
  { acquireTimeoutMs, statementTimeoutMs }: HotPoolLimits,
): HotPool {
  // Without `trace: false` every call makes an Error object for its stack.
  const pool = mysql.createPool({
    ...options,
    queueLimit: maxQueued,
    maxPreparedStatements: maxPrepared,
    trace: false,
  });
  pool.on('connection', (connection) => {
    // The pool listens for one error only, and one that nobody listens for ends the process.
    connection.on('error', () => {});
    // Statements of one connection are run in the order they were given: these come before any of the pool's user.
    session.prepare(connection, (error) => {
      if (error) connection.destroy();
    });
  });

  /** The driver's own queue has no limit of time. */
  function acquire(use: (connection: mysql.PoolConnection) => void, refuse: (error: Error) => void): void {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      refuse(new PoolTimeoutError('No connection for hot reads became free in time.'));
    }, acquireTimeoutMs);
    pool.getConnection((error, connection) => {
      clearTimeout(timer);
      if (error) {
        const isFull = error.message === 'Queue limit reached.';
        refuse(isFull ? new PoolTimeoutError(error.message, { cause: error }) : error);
      } else if (isLate) connection.release();
      else use(connection);
    });
  }

  function execute<Row>(sql: string, bindings: readonly Binding[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      acquire((connection) => {
        // The driver has a timeout too, but only with a form of this call that makes getUser a tenth more expensive.
        const timer = setTimeout(() => {
          const error = new Error('The database did not answer in time.');
          reject(Object.assign(error, { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }));
          connection.destroy();
        }, statementTimeoutMs);
        const command = connection.execute(sql, [...bindings], (error, rows) => {
          clearTimeout(timer);
          if (error) reject(error);
          // The caller names the row type of its own SQL text; no driver can check it.
          else resolve(rows as Row[]);
        });
        command.once('end', () => connection.release());
      }, reject);
    });
  }

  return {
    async run(sql, bindings) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await execute(sql, bindings);
        } catch (error) {
          // A connection that was lost while it was idle shows only now; a read may simply be repeated.
          if (!isLostConnection(error) || attempt === maxAttempts) throw error;
        }
        await sleep(pauseMs * attempt);
      }
    },
    close: () =>
      new Promise((resolve) => {
        pool.end(() => resolve());
      }),
  };
}
