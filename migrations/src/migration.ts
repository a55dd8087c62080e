import type { Knex } from 'knex';

/**
 * One step of the schema. MySQL commits before every statement that changes the schema, so a step can be interrupted
 * half-way: `up` must therefore be re-runnable from any point of it.
 */
export interface Migration {
  readonly name: string;
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
}

/** The kinds of columns that many tables share. */
export interface Columns {
  /** Text of ASCII characters only: a quarter of the index space of the default character set. */
  ascii(name: string, length: number): Knex.ColumnBuilder;
  /** A UUID in text form, or the name of a built-in role. */
  id(name: string): Knex.ColumnBuilder;
  /** A SHA-256 in hexadecimal. */
  hash(name: string): Knex.ColumnBuilder;
  /** Milliseconds since 1970 in UTC: the one form of a moment that no driver, time zone or SQL mode changes. */
  moment(name: string): Knex.ColumnBuilder;
}

function isMySql(knex: Knex): boolean {
  return knex.client.dialect === 'mysql';
}

function columnsOf(knex: Knex, table: Knex.CreateTableBuilder): Columns {
  const ascii = (name: string, length: number) =>
    isMySql(knex)
      ? table.specificType(name, `varchar(${length}) character set ascii collate ascii_bin`)
      : table.string(name, length);
  return {
    ascii,
    id: (name) => ascii(name, 36),
    hash: (name) => ascii(name, 64),
    moment: (name) => table.bigInteger(name),
  };
}

/**
 * One statement out of Knex's several, which on MySQL are a CREATE TABLE and an ALTER TABLE per index and foreign key:
 * an instance that is killed between them would leave a table that looks finished and lacks its constraints for good.
 */
function inOneStatement(name: string, statements: readonly string[]): string {
  const [create = '', ...alterations] = statements;
  const prefix = `alter table \`${name}\` add `;
  const end = create.lastIndexOf(') default character set');
  if (end < 0 || !alterations.every((sql) => sql.startsWith(prefix))) {
    throw new Error(`The table "${name}" cannot be created in one statement.`);
  }
  const definitions = alterations.map((sql) => `, ${sql.slice(prefix.length)}`).join('');
  return create.slice(0, end) + definitions + create.slice(end);
}

/**
 * Creates a table unless it is there. Text is compared byte for byte on every engine: names that must be equal in
 * spite of letter case are unique by a canonical key, not by a collation, whose rules differ between engines.
 */
export async function createTable(
  knex: Knex,
  name: string,
  define: (table: Knex.CreateTableBuilder, column: Columns) => void,
): Promise<void> {
  if (await knex.schema.hasTable(name)) return;
  const builder = knex.schema.createTable(name, (table) => {
    if (isMySql(knex)) {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    define(table, columnsOf(knex, table));
  });
  // On SQLite several statements are one all the same, because a step runs in a transaction there.
  if (!isMySql(knex)) return builder;
  const statements: { sql: string }[] = builder.toSQL();
  await knex.raw(
    inOneStatement(
      name,
      statements.map(({ sql }) => sql),
    ),
  );
}

/** Drops tables in the given order, those that exist. */
export async function dropTables(knex: Knex, names: readonly string[]): Promise<void> {
  for (const name of names) await knex.schema.dropTableIfExists(name);
}

async function hasIndex(knex: Knex, table: string, name: string): Promise<boolean> {
  const found: object | undefined = isMySql(knex)
    ? await knex('information_schema.statistics')
        .whereRaw('table_schema = database()')
        .where({ table_name: table, index_name: name })
        .first('index_name')
    : await knex('sqlite_master').where({ type: 'index', name }).first('name');
  return found !== undefined;
}

/** Adds an index to a table that is there already, unless the table has it. */
export async function addIndex(
  knex: Knex,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  if (await hasIndex(knex, table, name)) return;
  await knex.schema.alterTable(table, (altered) => {
    altered.index([...columns], name);
  });
}

/** Drops an index, if the table has it. */
export async function dropIndex(knex: Knex, table: string, name: string): Promise<void> {
  if (!(await hasIndex(knex, table, name))) return;
  await knex.schema.alterTable(table, (altered) => {
    altered.dropIndex([], name);
  });
}
