import { createTable, dropTables, type Migration } from './migration.ts';

/** Each: table, column, whether its names are those of the catalogue. */
const nameSets = [
  { table: 'user_permissions', name: 'permission', isPermission: true },
  { table: 'user_servers', name: 'server', isPermission: false },
  { table: 'user_groups', name: 'group', isPermission: false },
];

/**
 * The accounts. The sets of names stand on the user row as JSON, so that reading a user is one row, and once more as
 * rows of their own, so that they can be searched and counted; both are written by the same function.
 */
export const createUsers: Migration = {
  name: '0002-create-users',

  async up(knex) {
    await createTable(knex, 'users', (table, column) => {
      column.id('id').notNullable().primary();
      table.string('username', 150).notNullable();
      table.string('username_key', 150).notNullable().unique({ indexName: 'users_username_key_unique' });
      table.string('email', 254);
      table.string('email_key', 254).unique({ indexName: 'users_email_key_unique' });
      table.string('display_name', 200);
      column.ascii('did', 2048).unique({ indexName: 'users_did_unique' });
      column.id('role_id').notNullable().references('roles.id');
      column.ascii('status', 8).notNullable();
      table.text('permissions', 'mediumtext').notNullable();
      table.text('servers', 'mediumtext').notNullable();
      table.text('groups', 'mediumtext').notNullable();
      table.text('metadata', 'mediumtext').notNullable();
      table.boolean('must_change_password').notNullable();
      column.moment('created_at').notNullable();
      column.moment('updated_at').notNullable();
      column.moment('last_login_at');
      column.moment('last_seen_at');
      table.integer('version').notNullable();
      // Only MySQL and MariaDB index a foreign key by themselves.
      table.index(['role_id', 'id'], 'users_role_index');
      table.index(['status', 'id'], 'users_status_index');
      table.index(['created_at'], 'users_created_at_index');
      table.index(['last_seen_at'], 'users_last_seen_at_index');
    });
    for (const set of nameSets) {
      await createTable(knex, set.table, (table, column) => {
        column.id('user_id').notNullable().references('users.id');
        if (set.isPermission) column.ascii(set.name, 100).notNullable().references('permissions.name');
        else table.string(set.name, 100).notNullable();
        table.primary(['user_id', set.name]);
        table.index([set.name, 'user_id'], `${set.table}_${set.name}_index`);
      });
    }
    await createTable(knex, 'user_passwords', (_table, column) => {
      column.id('user_id').notNullable().primary().references('users.id');
      column.ascii('password_hash', 512).notNullable();
      column.moment('set_at').notNullable();
      column.id('set_by').notNullable();
    });
    await createTable(knex, 'super_admin', (table, column) => {
      table.integer('id').notNullable().primary();
      column
        .id('user_id')
        .notNullable()
        .unique({ indexName: 'super_admin_user_id_unique' })
        .references('users.id');
      table.integer('version').notNullable();
      // There is one super admin: a second pointer is refused by the primary key, one with another id by this.
      table.check('?? = 1', ['id'], 'super_admin_is_one_row');
    });
  },

  async down(knex) {
    const sets = nameSets.map((set) => set.table);
    await dropTables(knex, ['super_admin', 'user_passwords', ...sets, 'users']);
  },
};
