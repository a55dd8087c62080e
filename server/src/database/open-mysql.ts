import knex from 'knex';
import type mysql from 'mysql2';
import type { Database } from './database.ts';
import { createHotPool } from './hot-pool.ts';
import { silentLog } from './knex-client.ts';
import { mysqlClient } from './mysql-client.ts';
import { mysqlSession } from './mysql-session.ts';
import { transact } from './transact.ts';

export interface MySqlOptions {
  readonly url: string;
  /** The most connections of each of the two pools: one for hot reads, one for everything else. */
  readonly poolMax: number;
  /** How long to wait for a connection of a pool. */
  readonly acquireTimeoutMs?: number;
  /** How long a statement may take, apart from those that change the schema. */
  readonly statementTimeoutMs?: number;
}

const connectTimeoutMs = 5_000;
const idleTimeoutMs = 60_000;

function connectionOptions(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    // Parts of the URL, never its query: it could switch on what is unsafe, such as several statements in one.
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 3306 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    jsonStrings: true,
    multipleStatements: false,
    connectTimeout: connectTimeoutMs,
    enableKeepAlive: true,
    // Asking for LOAD DATA LOCAL is how a hostile server reads files of its client.
    flags: ['-LOCAL_FILES'],
  } satisfies mysql.ConnectionOptions;
}

/**
 * Opens MySQL or MariaDB.
 * @throws UnsafeDatabaseError when the server's `sql_mode` would make stored data or statements unsafe.
 */
export async function openMySql({
  url,
  poolMax,
  acquireTimeoutMs = 5_000,
  statementTimeoutMs = 15_000,
}: MySqlOptions): Promise<Database> {
  const options = connectionOptions(url);
  const session = await mysqlSession(options);

  const main = knex({
    client: mysqlClient(statementTimeoutMs),
    connection: options,
    acquireConnectionTimeout: acquireTimeoutMs,
    log: silentLog,
    // Otherwise the message of a failed statement holds its values, password hashes among them.
    compileSqlOnError: false,
    pool: {
      min: 0,
      max: poolMax,
      idleTimeoutMillis: idleTimeoutMs,
      afterCreate: (
        connection: mysql.Connection,
        done: (error: Error | null, connection: unknown) => void,
      ) => {
        session.prepare(connection, (error) => done(error, connection));
      },
    },
  });
  const hot = createHotPool(
    { ...options, connectionLimit: poolMax, maxIdle: poolMax, idleTimeout: idleTimeoutMs },
    session,
    { acquireTimeoutMs, statementTimeoutMs },
  );

  return {
    engine: 'mysql',
    reader: main,
    run: hot.run,
    transact: (work) => transact(main, work),
    close: async () => {
      await Promise.all([main.destroy(), hot.close()]);
    },
  };
}
