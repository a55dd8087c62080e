import { createTable, dropTables, type Migration } from './migration.ts';

/** As they were when this step was written; the id of a built-in role is its name, which never changes. */
const builtInRoles = [
  { id: 'super_admin', rank: 100, description: 'The one super admin: may do everything.' },
  {
    id: 'admin',
    rank: 80,
    description: 'May do everything except changing roles and the permission catalogue.',
  },
  { id: 'editor', rank: 40, description: 'May create API keys for itself.' },
  { id: 'viewer', rank: 20, description: 'The default role, without permissions of its own.' },
];

/** The permissions of the service as they were when this step was written. */
const builtInPermissions = [
  'users:read',
  'users:create',
  'users:update',
  'users:disable',
  'users:reset-password',
  'users:grant',
  'users:delete',
  'users:import',
  'users:export',
  'roles:read',
  'roles:manage',
  'permissions:read',
  'permissions:manage',
  'sessions:read',
  'sessions:revoke',
  'sessions:introspect',
  'api-keys:create',
  'api-keys:read',
  'api-keys:manage',
  'stats:read',
  'audit:read',
];

/**
 * The catalogue of permissions, the roles, and what roles hold. Whatever names a permission refers to the catalogue, so
 * that the database itself, on every node of a cluster, refuses to remove one that is in use.
 */
export const createRoles: Migration = {
  name: '0001-create-roles',

  async up(knex) {
    await createTable(knex, 'permissions', (table, column) => {
      column.ascii('name', 100).primary();
      table.string('description', 500).notNullable();
      table.string('category', 100).notNullable();
      table.boolean('built_in').notNullable();
    });
    await createTable(knex, 'roles', (table, column) => {
      column.id('id').notNullable().primary();
      column.ascii('name', 63).notNullable().unique({ indexName: 'roles_name_unique' });
      table.string('description', 500).notNullable();
      table.integer('rank').notNullable();
      table.boolean('built_in').notNullable();
      table.integer('version').notNullable();
    });
    await createTable(knex, 'role_permissions', (table, column) => {
      column.id('role_id').notNullable().references('roles.id');
      column.ascii('permission', 100).notNullable().references('permissions.name');
      table.primary(['role_id', 'permission']);
      table.index(['permission'], 'role_permissions_permission_index');
    });
    await knex('permissions')
      .insert(builtInPermissions.map((name) => ({ name, description: '', category: '', built_in: true })))
      .onConflict('name')
      .ignore();
    await knex('roles')
      .insert(builtInRoles.map((role) => ({ ...role, name: role.id, built_in: true, version: 1 })))
      .onConflict('id')
      .ignore();
    await knex('role_permissions')
      .insert({ role_id: 'editor', permission: 'api-keys:create' })
      .onConflict(['role_id', 'permission'])
      .ignore();
  },

  async down(knex) {
    await dropTables(knex, ['role_permissions', 'roles', 'permissions']);
  },
};
