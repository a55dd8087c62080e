import knex from 'knex';
import mysql from 'mysql2';
import type { Binding, Database } from './database.ts';
import { mysqlSession } from './mysql-session.ts';
import { transact } from './transact.ts';

export interface MySqlOptions {
  readonly url: string;
  /** The most connections of each of the two pools: one for hot reads, one for everything else. */
  readonly poolMax: number;
}

const connectTimeoutMs = 5_000;
const acquireTimeoutMs = 5_000;
const statementTimeoutMs = 15_000;
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
export async function openMySql({ url, poolMax }: MySqlOptions): Promise<Database> {
  const options = connectionOptions(url);
  const session = await mysqlSession(options);

  const main = knex({
    client: 'mysql2',
    connection: options,
    acquireConnectionTimeout: acquireTimeoutMs,
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

  const hot = mysql.createPool({
    ...options,
    connectionLimit: poolMax,
    maxIdle: poolMax,
    idleTimeout: idleTimeoutMs,
    queueLimit: 1_000,
    // Without it every call makes an Error object for its stack.
    trace: false,
  });
  // Statements of one connection are run in the order they were given: these come before any of the pool's user.
  hot.on('connection', (connection) => session.prepare(connection, () => {}));

  return {
    engine: 'mysql',
    reader: main,
    run: <Row>(sql: string, bindings: readonly Binding[]) =>
      new Promise<Row[]>((resolve, reject) => {
        hot.execute({ sql, values: [...bindings], timeout: statementTimeoutMs }, (error, rows) => {
          // The caller names the row type of its own SQL text; no driver can check it.
          if (error) reject(error);
          else resolve(rows as Row[]);
        });
      }),
    transact: (work) => transact(main, work),
    close: async () => {
      await Promise.all([
        main.destroy(),
        new Promise<void>((resolve) => {
          hot.end(() => resolve());
        }),
      ]);
    },
  };
}
