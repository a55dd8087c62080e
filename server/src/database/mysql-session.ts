import type mysql from 'mysql2';
import { createConnection } from 'mysql2/promise';

/** The server is set up in a way that makes stored data or statements unsafe. */
export class UnsafeDatabaseError extends Error {
  override readonly name = 'UnsafeDatabaseError';
}

interface ServerSettings {
  readonly sqlMode: string;
  readonly isClusterNode: boolean;
}

/** What the faults of a `sql_mode` are; empty if it is safe. */
export function sqlModeFaults(sqlMode: string): string[] {
  const modes = new Set(sqlMode.split(','));
  const faults: string[] = [];
  if (!modes.has('STRICT_TRANS_TABLES') && !modes.has('STRICT_ALL_TABLES')) {
    faults.push(
      'it lacks STRICT_TRANS_TABLES, so that values that are too long would be cut without an error',
    );
  }
  if (modes.has('NO_BACKSLASH_ESCAPES')) {
    faults.push('it has NO_BACKSLASH_ESCAPES, with which escaped values could break out of their statement');
  }
  if (modes.has('ANSI_QUOTES'))
    faults.push('it has ANSI_QUOTES, with which quoted values would be read as names');
  return faults;
}

async function readSettings(options: mysql.ConnectionOptions): Promise<ServerSettings> {
  const connection = await createConnection(options);
  try {
    const [modes] = await connection.query<mysql.RowDataPacket[]>('select @@session.sql_mode as sqlMode');
    const [cluster] = await connection.query<mysql.RowDataPacket[]>("show variables like 'wsrep_on'");
    return { sqlMode: String(modes[0]?.sqlMode), isClusterNode: cluster[0]?.Value === 'ON' };
  } finally {
    connection.destroy();
  }
}

/** How every connection to the server is set up. */
export interface MySqlSession {
  prepare(connection: mysql.Connection, done: (error: Error | null) => void): void;
}

/**
 * Looks at the server once and says how connections to it are set up.
 * @throws UnsafeDatabaseError when the server's `sql_mode` is unsafe.
 */
export async function mysqlSession(options: mysql.ConnectionOptions): Promise<MySqlSession> {
  const settings = await readSettings(options);
  const faults = sqlModeFaults(settings.sqlMode);
  if (faults.length > 0) {
    throw new UnsafeDatabaseError(
      `The database server's sql_mode "${settings.sqlMode}" is unsafe: ${faults.join('; ')}.`,
    );
  }
  const statements = [
    "set session time_zone = '+00:00', innodb_lock_wait_timeout = 3",
    // The server's own may be changed later; connections that are made then keep the one that was looked at.
    `set session sql_mode = '${settings.sqlMode.replaceAll(/[^A-Z0-9_,]/g, '')}'`,
    // Each statement sees what is committed: after a lock was waited for, that is what the lock was about.
    'set session transaction isolation level read committed',
    // In a cluster a right that was withdrawn on another node would otherwise still be read here for a moment.
    ...(settings.isClusterNode ? ['set session wsrep_sync_wait = 1'] : []),
  ];
  return {
    prepare(connection, done) {
      let remaining = statements.length;
      let failure: Error | null = null;
      for (const statement of statements) {
        connection.query(statement, (error) => {
          failure ??= error;
          remaining -= 1;
          if (remaining === 0) done(failure);
        });
      }
    },
  };
}
