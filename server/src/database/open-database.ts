import type { Database } from './database.ts';
import { openMySql } from './open-mysql.ts';
import { openSqlite } from './open-sqlite.ts';

/**
 * Opens the database that the URL names: `sqlite:<file>` or `mysql://user:password@host:port/database`, which serves
 * MySQL and MariaDB.
 */
export async function openDatabase(url: string, poolMax: number): Promise<Database> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length));
  return openMySql({ url, poolMax });
}
