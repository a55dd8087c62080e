import { createTable, dropTables, type Migration } from './migration.ts';

/**
 * What all instances have counted of guesses that failed, and where each user has logged in from. The key of a counter
 * is a keyed hash, because people type passwords where a username belongs.
 */
export const createThrottle: Migration = {
  name: '0009-create-throttle',

  async up(knex) {
    await createTable(knex, 'throttle_counters', (table, column) => {
      column.hash('id').notNullable().primary();
      table.integer('count').notNullable();
      column.moment('expires_at').notNullable();
      table.index(['expires_at'], 'throttle_counters_expires_at_index');
    });
    await createTable(knex, 'known_sources', (table, column) => {
      column.id('user_id').notNullable().references('users.id');
      column.ascii('network', 64).notNullable();
      column.moment('last_success_at').notNullable();
      table.primary(['user_id', 'network']);
      table.index(['last_success_at'], 'known_sources_last_success_at_index');
    });
  },

  async down(knex) {
    await dropTables(knex, ['known_sources', 'throttle_counters']);
  },
};
