import { createTable, dropTables, type Migration } from './migration.ts';

/**
 * What requests with an Idempotency-Key were answered. Neither key nor request nor answer can be read from it: the id and
 * the fingerprint are digests, and the answer is sealed with the key that only the client has.
 */
export const createIdempotencyRecords: Migration = {
  name: '0010-create-idempotency-records',

  async up(knex) {
    await createTable(knex, 'idempotency_records', (table, column) => {
      column.hash('id').notNullable().primary();
      column.hash('fingerprint').notNullable();
      table.text('sealed_answer', 'mediumtext');
      column.moment('expires_at').notNullable();
      table.index(['expires_at'], 'idempotency_records_expires_at_index');
    });
  },

  async down(knex) {
    await dropTables(knex, ['idempotency_records']);
  },
};
