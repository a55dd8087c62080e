import knex, { type Knex } from 'knex';

/*
 * Without a connection: it only writes SQL. SQLite understands MySQL's quoting, so that one text serves all engines.
 */
const builder = knex({ client: 'mysql2' });

/** Stands for a value that is bound when the query is run. */
export const bound = builder.raw('?', ['']);

/** Writes the SQL text of a query once, for `Database.run`; every `bound` becomes a `?`, in the order of the text. */
export function compileQuery(build: (knex: Knex) => Knex.QueryBuilder): string {
  return build(builder).toSQL().toNative().sql;
}
