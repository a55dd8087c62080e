import mysql from 'mysql2/promise';

/** Runs `work` on a connection of its own, which is closed afterwards. */
export async function withConnection<T>(
  url: string,
  work: (connection: mysql.Connection) => Promise<T>,
): Promise<T> {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 5_000 });
  // A server that goes away emits an error on the idle connection, which would end the process; the next query reports it.
  connection.on('error', () => undefined);
  try {
    const result = await work(connection);
    await connection.end();
    return result;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** The values of the first row of a query. */
export async function readRow(
  connection: mysql.Connection,
  sql: string,
  values: readonly string[] = [],
): Promise<readonly unknown[]> {
  const [rows] = await connection.query<mysql.RowDataPacket[][]>({ sql, rowsAsArray: true }, [...values]);
  return rows[0] ?? [];
}

/** The full version text of a server, such as `10.11.19-MariaDB-0+deb12u1`. */
export async function readServerVersion(url: string): Promise<string> {
  return withConnection(url, async (connection) =>
    String((await readRow(connection, 'SELECT VERSION()'))[0]),
  );
}

/** The same server, with another database name. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
