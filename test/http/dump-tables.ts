import type { TestService } from '../support/service.ts';

/** Times of use are no change. */
const ignored = new Set(['last_seen_at', 'last_used_at']);

async function tableNames({ dependencies: { database } }: TestService): Promise<string[]> {
  const knex = database.reader;
  if (database.engine === 'sqlite') return knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const rows: { name: string }[] = await knex('information_schema.tables')
    .whereRaw('table_schema = database()')
    .select({ name: 'table_name' });
  return rows.map(({ name }) => name);
}

/** Every row of every table, the audit trail included, as text that is equal exactly if nothing was changed. */
export async function dumpTables(service: TestService): Promise<Record<string, string[]>> {
  const { reader } = service.dependencies.database;
  const dump: Record<string, string[]> = {};
  for (const table of (await tableNames(service)).sort()) {
    const rows: Record<string, unknown>[] = await reader(table).select('*');
    dump[table] = rows
      .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !ignored.has(column))))
      .sort();
  }
  return dump;
}
