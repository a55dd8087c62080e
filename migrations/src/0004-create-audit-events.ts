import { createTable, dropTables, type Migration } from './migration.ts';

/** The audit trail. It names users by id and name and refers to no other table, so that it outlives them. */
export const createAuditEvents: Migration = {
  name: '0004-create-audit-events',

  async up(knex) {
    await createTable(knex, 'audit_events', (table, column) => {
      column.id('id').notNullable().primary();
      column.moment('occurred_at').notNullable();
      column.ascii('action', 64).notNullable();
      column.ascii('outcome', 16).notNullable();
      column.ascii('actor_kind', 16).notNullable();
      column.id('actor_id');
      table.string('actor_name', 150);
      column.id('credential_id');
      column.ascii('target_kind', 16).notNullable();
      column.id('target_id');
      table.string('target_name', 150);
      table.text('changes', 'mediumtext').notNullable();
      column.ascii('request_id', 64).notNullable();
      column.ascii('source_address', 64).notNullable();
      table.string('user_agent', 256).notNullable();
      table.integer('count').notNullable();
      column.hash('aggregate_key').unique({ indexName: 'audit_events_aggregate_key_unique' });
      table.index(['target_id', 'id'], 'audit_events_target_index');
      table.index(['actor_id', 'id'], 'audit_events_actor_index');
      table.index(['action', 'id'], 'audit_events_action_index');
    });
  },

  async down(knex) {
    await dropTables(knex, ['audit_events']);
  },
};
