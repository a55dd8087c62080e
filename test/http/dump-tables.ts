import type { CountKind } from '../../server/src/stats/count-changes.ts';
import { readCounts } from '../../server/src/stats/count-queries.ts';
import type { TestService } from '../support/service.ts';

/** Times of use are no change. */
const ignored = new Set(['last_seen_at', 'last_used_at']);

/** Every table of a database, in no order. */
export async function tableNames(database: TestService['dependencies']['database']): Promise<string[]> {
  const knex = database.reader;
  if (database.engine === 'sqlite') return knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const rows: { name: string }[] = await knex('information_schema.tables')
    .whereRaw('table_schema = database()')
    .select({ name: 'table_name' });
  return rows.map(({ name }) => name);
}

/** The counts of users are the sum of two tables; what is folded from the one into the other is no change. */
const countTables = new Set(['user_counts', 'user_count_deltas', 'user_count_folds']);
/** Without those of use, and of attempts. */
const countKinds: readonly CountKind[] = [
  'role',
  'status',
  'server',
  'group',
  'present',
  'created',
  'deleted',
  'logIns',
];

async function dumpCounts({ dependencies: { database } }: TestService): Promise<string[]> {
  const counts = await readCounts(database.reader, countKinds);
  return countKinds
    .flatMap((kind) =>
      [...counts(kind)].filter(([, count]) => count !== 0).map(([name, count]) => `${kind} ${name} ${count}`),
    )
    .sort();
}

/** Every row of every table, the audit trail included, as text that is equal exactly if nothing was changed. */
export async function dumpTables(service: TestService): Promise<Record<string, string[]>> {
  const { reader } = service.dependencies.database;
  const dump: Record<string, string[]> = {};
  dump['counts of users'] = await dumpCounts(service);
  for (const table of (await tableNames(service.dependencies.database)).sort()) {
    if (countTables.has(table)) continue;
    const rows: Record<string, unknown>[] = await reader(table).select('*');
    dump[table] = rows
      .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !ignored.has(column))))
      .sort();
  }
  return dump;
}
