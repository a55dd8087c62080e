import { createIndex } from './create-index.ts';
import type { Migration } from './migration.ts';

/** What is over is found without looking at what is not. */
export const indexSessionEnds: Migration = {
  name: '0008-index-session-ends',

  async up(knex) {
    await createIndex(knex, {
      table: 'sessions',
      columns: ['last_seen_at'],
      name: 'sessions_last_seen_at_index',
    });
    await createIndex(knex, {
      table: 'access_tokens',
      columns: ['expires_at'],
      name: 'access_tokens_expires_at_index',
    });
  },

  async down(knex) {
    await knex.schema.alterTable('access_tokens', (table) =>
      table.dropIndex(['expires_at'], 'access_tokens_expires_at_index'),
    );
    await knex.schema.alterTable('sessions', (table) =>
      table.dropIndex(['last_seen_at'], 'sessions_last_seen_at_index'),
    );
  },
};
