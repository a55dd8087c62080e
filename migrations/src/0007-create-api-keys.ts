import { createTable, dropTables, type Migration } from './migration.ts';

/**
 * API keys. A key that is revoked stays as a row, without its secrets. What a live key may do stands on its row as JSON
 * and once more as rows that refer to the catalogue, so that the database refuses to remove a permission that is in use.
 */
export const createApiKeys: Migration = {
  name: '0007-create-api-keys',

  async up(knex) {
    await createTable(knex, 'api_keys', (table, column) => {
      column.id('id').notNullable().primary();
      column.id('user_id').notNullable().references('users.id');
      // No reference: the key outlives, revoked, the account of whoever made it.
      column.id('created_by').notNullable();
      table.string('name', 100).notNullable();
      column.ascii('prefix', 16).notNullable();
      table.text('permissions', 'mediumtext').notNullable();
      column.moment('created_at').notNullable();
      column.moment('expires_at');
      column.moment('last_used_at');
      column.moment('revoked_at');
      table.integer('version').notNullable();
      table.index(['user_id', 'id'], 'api_keys_user_index');
      table.index(['created_by'], 'api_keys_created_by_index');
    });
    await createTable(knex, 'api_key_secrets', (table, column) => {
      column.hash('token_hash').notNullable().primary();
      column.id('api_key_id').notNullable().references('api_keys.id');
      // Null for the newest secret; the one before it may go on for a while.
      column.moment('expires_at');
      table.index(['api_key_id'], 'api_key_secrets_api_key_id_index');
    });
    await createTable(knex, 'api_key_permissions', (table, column) => {
      column.id('api_key_id').notNullable().references('api_keys.id');
      column.ascii('permission', 100).notNullable().references('permissions.name');
      table.primary(['api_key_id', 'permission']);
      table.index(['permission'], 'api_key_permissions_permission_index');
    });
  },

  async down(knex) {
    await dropTables(knex, ['api_key_permissions', 'api_key_secrets', 'api_keys']);
  },
};
