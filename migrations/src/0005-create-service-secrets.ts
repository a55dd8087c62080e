import { createTable, dropTables, type Migration } from './migration.ts';

/** Keys that the first start makes and all instances share, such as the one that authenticates cursors. */
export const createServiceSecrets: Migration = {
  name: '0005-create-service-secrets',

  async up(knex) {
    await createTable(knex, 'service_secrets', (_table, column) => {
      column.ascii('name', 64).notNullable().primary();
      column.hash('secret').notNullable();
      column.moment('created_at').notNullable();
    });
  },

  async down(knex) {
    await dropTables(knex, ['service_secrets']);
  },
};
