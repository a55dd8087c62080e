import type { Knex } from 'knex';
import { createTable } from './migration.ts';

/** The tables that say which steps were applied, and which instance is applying them now. */
export const bookkeepingTables = { applied: 'migrations', lock: 'migration_lock' } as const;

/** Makes both unless they are there. They are not a step, because they must be there before the first. */
export async function createBookkeeping(knex: Knex): Promise<void> {
  await createTable(knex, bookkeepingTables.applied, (_table, column) => {
    column.ascii('name', 100).notNullable().primary();
    column.moment('applied_at').notNullable();
  });
  await createTable(knex, bookkeepingTables.lock, (table, column) => {
    table.integer('id').notNullable().primary();
    column.id('holder');
    column.moment('renewed_at').notNullable();
  });
}
