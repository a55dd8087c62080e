import { createTable, dropTables, type Migration } from './migration.ts';

/** As they were when this step was written. */
const builtInTemplates = ['viewer', 'operator', 'manager', 'full_access'];

/** Permission templates. A built-in one has rows of its own only while it is replaced. */
export const createTemplates: Migration = {
  name: '0006-create-templates',

  async up(knex) {
    await createTable(knex, 'templates', (table, column) => {
      column.ascii('name', 63).primary();
      column.id('id').notNullable();
      table.string('description', 500).notNullable();
      table.boolean('built_in').notNullable();
      table.boolean('is_default').notNullable();
      table.integer('version').notNullable();
    });
    await createTable(knex, 'template_permissions', (table, column) => {
      column.ascii('template', 63).notNullable().references('templates.name');
      column.ascii('permission', 100).notNullable().references('permissions.name');
      table.primary(['template', 'permission']);
      table.index(['permission'], 'template_permissions_permission_index');
    });
    await knex('templates')
      .insert(
        builtInTemplates.map((name) => ({
          name,
          id: name,
          description: '',
          built_in: true,
          is_default: true,
          version: 1,
        })),
      )
      .onConflict('name')
      .ignore();
  },

  async down(knex) {
    await dropTables(knex, ['template_permissions', 'templates']);
  },
};
