import type { Knex } from 'knex';

async function hasIndex(knex: Knex, table: string, name: string): Promise<boolean> {
  const indexes =
    knex.client.dialect === 'mysql'
      ? knex('information_schema.statistics')
          .where({ table_name: table, index_name: name })
          .andWhereRaw('table_schema = database()')
      : knex('sqlite_master').where({ type: 'index', tbl_name: table, name });
  const row: object | undefined = await indexes.first(knex.raw('1 as found'));
  return row !== undefined;
}

/** Adds an index to a table unless it is there. */
export async function createIndex(
  knex: Knex,
  { table, columns, name }: { table: string; columns: readonly string[]; name: string },
): Promise<void> {
  if (await hasIndex(knex, table, name)) return;
  await knex.schema.alterTable(table, (altered) => altered.index([...columns], name));
}
