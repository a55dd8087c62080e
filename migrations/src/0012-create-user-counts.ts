import type { Knex } from 'knex';
import { addIndex, createTable, dropIndex, dropTables, type Migration } from './migration.ts';

const dayMs = 86_400_000;
const rowsPerInsert = 200;

const formerIndexes = [
  { table: 'users', columns: ['created_at'], name: 'users_created_at_index' },
  { table: 'users', columns: ['last_seen_at'], name: 'users_last_seen_at_index' },
];

interface Count {
  kind: string;
  name: string;
  count: number;
}

/** What a column says about how many rows. */
async function countBy(knex: Knex, kind: string, table: string, column: string): Promise<Count[]> {
  const rows: { name: string; count: number | string }[] = await knex(table)
    .groupBy(column)
    .select({ name: column }, knex.raw('count(*) as count'));
  return rows.map(({ name, count }) => ({ kind, name, count: Number(count) }));
}

/** How many moments lie on each UTC day. */
async function countDays(kind: string, moments: Knex.QueryBuilder, column: string): Promise<Count[]> {
  const rows: { day: number | string; count: number | string }[] = await moments
    .whereNotNull(column)
    .groupByRaw('?? - ?? % ?', [column, column, dayMs])
    .select(moments.client.raw('?? - ?? % ? as day, count(*) as count', [column, column, dayMs]));
  return rows.map(({ day, count }) => ({
    kind,
    name: new Date(Number(day)).toISOString().slice(0, 10),
    count: Number(count),
  }));
}

/** Users who were deleted since are known only to the audit trail; of log-ins that failed nobody took note. */
async function countAll(knex: Knex): Promise<Count[]> {
  const events = (action: string) => knex('audit_events').where({ action });
  const created = [
    ...(await countDays('created', knex('users'), 'created_at')),
    ...(await countDays(
      'created',
      events('user.created').whereNotIn('target_id', knex('users').select('id')),
      'occurred_at',
    )),
  ];
  const createdPerDay = new Map<string, number>();
  for (const { name, count } of created) createdPerDay.set(name, (createdPerDay.get(name) ?? 0) + count);
  const servers = await countBy(knex, 'server', 'user_servers', 'server');
  const groups = await countBy(knex, 'group', 'user_groups', 'group');
  return [
    ...(await countBy(knex, 'role', 'users', 'role_id')),
    ...(await countBy(knex, 'status', 'users', 'status')),
    ...servers,
    ...groups,
    { kind: 'distinct', name: 'server', count: servers.length },
    { kind: 'distinct', name: 'group', count: groups.length },
    ...(await countDays('present', knex('users'), 'created_at')),
    ...(await countDays('seen', knex('users'), 'last_seen_at')),
    ...[...createdPerDay].map(([name, count]) => ({ kind: 'created', name, count })),
    ...(await countDays('deleted', events('user.deleted'), 'occurred_at')),
    ...(await countDays('logIns', events('session.created'), 'occurred_at')),
  ];
}

/**
 * How many users there are of each kind. Whoever changes a user adds rows to `user_count_deltas`, in the same
 * transaction and never to the same row as others; now and then they are folded into `user_counts`. What is true is the
 * sum of the two.
 */
export const createUserCounts: Migration = {
  name: '0012-create-user-counts',

  async up(knex) {
    await createTable(knex, 'user_counts', (table, column) => {
      column.ascii('kind', 16).notNullable();
      table.string('name', 100).notNullable();
      // Negative, so that an index in rising order has the largest first and, among equals, the names in order.
      table.bigInteger('negative_count').notNullable();
      table.primary(['kind', 'name']);
      table.index(['kind', 'negative_count', 'name'], 'user_counts_largest_index');
    });
    await createTable(knex, 'user_count_deltas', (table, column) => {
      column.id('id').notNullable().primary();
      column.ascii('kind', 16).notNullable();
      table.string('name', 100).notNullable();
      table.bigInteger('delta').notNullable();
    });
    await createTable(knex, 'user_count_folds', (table, column) => {
      table.integer('id').notNullable().primary();
      column.moment('folded_at').notNullable();
    });
    // They served to count users, and every log-in had to write one of them.
    for (const { table, name } of formerIndexes) await dropIndex(knex, table, name);
    await knex('user_count_folds').insert({ id: 1, folded_at: 0 }).onConflict('id').ignore();
    // Nobody counts before this step is done: what an interrupted one left is made anew.
    await knex('user_counts').delete();
    const rows = (await countAll(knex))
      .filter(({ count }) => count > 0)
      .map(({ kind, name, count }) => ({ kind, name, negative_count: -count }));
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      await knex('user_counts').insert(rows.slice(start, start + rowsPerInsert));
    }
  },

  async down(knex) {
    for (const index of formerIndexes) await addIndex(knex, index.table, index.name, index.columns);
    await dropTables(knex, ['user_count_folds', 'user_count_deltas', 'user_counts']);
  },
};
