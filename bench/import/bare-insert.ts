import { randomUUID } from 'node:crypto';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { type CountChange, changesOfInsert, sumChanges } from '../../server/src/stats/count-changes.ts';
import type { UserRecord } from '../../server/src/users/user-row.ts';
import { withConnection } from '../../test/support/engines/server-connection.ts';

/** How many users one transaction inserts, here and in the command. */
export const batchSize = 1_000;

/** The tables that an import writes, apart from the counts, with the column that says whose row it is. */
const tables = [
  ['users', 'id'],
  ['user_passwords', 'user_id'],
  ['user_permissions', 'user_id'],
  ['user_servers', 'user_id'],
  ['user_groups', 'user_id'],
  ['user_words', 'user_id'],
  ['audit_events', 'target_id'],
] as const;

/** The rows of one table in one batch. */
interface Part {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly unknown[][];
}

async function readRows(connection: Connection, sql: string): Promise<RowDataPacket[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows;
}

function partOf(table: string, rows: readonly object[]): Part {
  const columns = Object.keys(rows[0] ?? {});
  return { table, columns, rows: rows.map((row) => Object.values(row)) };
}

/** The counts as an import notes them: what it wrote may have been added up already. */
function countsOf(users: readonly RowDataPacket[]): (CountChange & { id: string })[] {
  const changes = users.flatMap((user) => changesOfInsert(user as unknown as UserRecord)); // A row of that table.
  return sumChanges(changes).map((change) => ({ id: randomUUID(), ...change }));
}

/** Reads the very rows that an import wrote, batch by batch. */
export async function readImportedRows(databaseUrl: string): Promise<readonly (readonly Part[])[]> {
  return withConnection(databaseUrl, async (connection) => {
    const users = await readRows(
      connection,
      "select * from users where role_id <> 'super_admin' order by id",
    );
    const records = await readRows(connection, 'select * from idempotency_records');
    const batchOf = new Map(users.map(({ id }, index) => [String(id), Math.floor(index / batchSize)]));
    const count = Math.ceil(users.length / batchSize);
    const batches: Part[][] = Array.from({ length: count }, () => []);
    for (const [table, owner] of tables) {
      const parts: RowDataPacket[][] = Array.from({ length: count }, () => []);
      for (const row of await readRows(connection, `select * from ${table}`)) {
        const batch = batchOf.get(String(row[owner]));
        if (batch !== undefined) parts[batch]?.push(row);
      }
      for (const [index, rows] of parts.entries())
        if (rows.length > 0) batches[index]?.push(partOf(table, rows));
    }
    for (const [index, parts] of batches.entries()) {
      parts.push(
        partOf('user_count_deltas', countsOf(users.slice(index * batchSize, (index + 1) * batchSize))),
      );
      const record = records[index];
      if (record) parts.push(partOf('idempotency_records', [record]));
    }
    return batches;
  });
}

/** Inserts the rows, one transaction for each batch and one statement for each of its tables, and gives the seconds. */
export async function insertBare(
  databaseUrl: string,
  batches: readonly (readonly Part[])[],
): Promise<number> {
  return withConnection(databaseUrl, async (connection) => {
    await connection.query("set session time_zone = '+00:00'");
    await connection.query('set session transaction isolation level read committed');
    const startedAt = performance.now();
    for (const parts of batches) {
      await connection.beginTransaction();
      for (const { table, columns, rows } of parts)
        await connection.query('insert into ?? (??) values ?', [table, columns, rows]);
      await connection.commit();
    }
    return (performance.now() - startedAt) / 1000;
  });
}
