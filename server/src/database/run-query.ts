import type { Knex } from 'knex';
import type { Binding, Database } from './database.ts';

/** Runs a query that was built for this request with `Database.run`. */
export function runQuery<Row>({ run }: Pick<Database, 'run'>, query: Knex.QueryBuilder): Promise<Row[]> {
  const { sql, bindings } = query.toSQL().toNative();
  // Knex knows nothing of the types: these are the strings and numbers that the query was built with.
  return run<Row>(sql, bindings as readonly Binding[]);
}
