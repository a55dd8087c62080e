import type { Database } from '../../server/src/database/database.ts';

/** The definition of every table, with its indexes and constraints, as the engine tells it. */
export type Schema = ReadonlyMap<string, string>;

async function sqliteSchema({ reader }: Database): Promise<Schema> {
  const rows: { tbl_name: string; sql: string }[] = await reader('sqlite_master')
    .whereNotNull('sql')
    .orderBy([{ column: 'type', order: 'desc' }, { column: 'name' }])
    .select('tbl_name', 'sql');
  const schema = new Map<string, string>();
  for (const { tbl_name: table, sql } of rows) schema.set(table, `${schema.get(table) ?? ''}${sql};\n`);
  return schema;
}

async function serverSchema({ reader }: Database): Promise<Schema> {
  const [tables]: Record<string, string>[][] = await reader.raw('show tables');
  const schema = new Map<string, string>();
  for (const name of (tables ?? []).flatMap((row) => Object.values(row)).sort()) {
    const [rows]: Record<string, string>[][] = await reader.raw('show create table ??', [name]);
    schema.set(name, String(rows?.[0]?.['Create Table']));
  }
  return schema;
}

export function schemaOf(database: Database): Promise<Schema> {
  return database.engine === 'sqlite' ? sqliteSchema(database) : serverSchema(database);
}

/**
 * Lets the pool behave like that of a process that is killed: after so many statements, whose effects remain, no
 * further one is sent. Returns what ends that, so that the connection can be closed.
 */
export function killAfter({ reader }: Database, statements: number): () => void {
  const client = reader.client;
  const prototype: unknown = Object.getPrototypeOf(client);
  const original = client._query;
  let left = statements;
  // On the prototype too, because a transaction makes a client of its own from it.
  const replaceOn = (target: object, query: unknown) => Object.assign(target, { _query: query });
  async function counted(this: unknown, ...args: unknown[]) {
    if (left <= 0) throw new Error('The process was killed.');
    left -= 1;
    const answer: unknown = await original.apply(this, args);
    return answer;
  }
  if (typeof prototype !== 'object' || prototype === null) throw new Error('Knex has changed.');
  replaceOn(prototype, counted);
  return () => replaceOn(prototype, original);
}
