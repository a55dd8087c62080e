import { createTable, dropTables, type Migration } from './migration.ts';

/** Sessions and their tokens, of which only the hashes are kept. A session that ends is deleted with its tokens. */
export const createSessions: Migration = {
  name: '0003-create-sessions',

  async up(knex) {
    await createTable(knex, 'sessions', (table, column) => {
      column.id('id').notNullable().primary();
      column.id('user_id').notNullable().references('users.id');
      column.moment('created_at').notNullable();
      column.moment('expires_at').notNullable();
      column.moment('last_seen_at').notNullable();
      column.ascii('source_address', 64).notNullable();
      table.string('user_agent', 256).notNullable();
      table.index(['user_id'], 'sessions_user_id_index');
      table.index(['expires_at'], 'sessions_expires_at_index');
    });
    await createTable(knex, 'access_tokens', (table, column) => {
      column.hash('token_hash').notNullable().primary();
      column.id('session_id').notNullable().references('sessions.id');
      column.moment('expires_at').notNullable();
      table.index(['session_id'], 'access_tokens_session_id_index');
    });
    await createTable(knex, 'refresh_tokens', (table, column) => {
      column.hash('token_hash').notNullable().primary();
      column.id('session_id').notNullable().references('sessions.id');
      table.integer('generation').notNullable();
      column.hash('salt').notNullable();
      column.moment('rotated_at');
      table.unique(['session_id', 'generation'], { indexName: 'refresh_tokens_generation_unique' });
    });
  },

  async down(knex) {
    await dropTables(knex, ['refresh_tokens', 'access_tokens', 'sessions']);
  },
};
