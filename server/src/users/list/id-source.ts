import type { Knex } from 'knex';
import type { Database, Reader } from '../../database/database.ts';

/** Adds conditions to a query. */
export type Narrow = (query: Knex.QueryBuilder) => void;

/** An index that holds the ids of the users that fulfil a condition. */
export interface IdSource {
  readonly table: string;
  readonly index: string;
  /** The column with the id of the user. */
  readonly id: string;
  /** What the index looks up. */
  readonly where: Narrow;
  /** What has to be looked at row by row, in the index itself. */
  readonly filter?: Narrow;
  /** True if a user may have several rows. */
  readonly repeats?: boolean;
  /** True if it looks up a range, whose rows are not in the order of the ids: bounds of these only pass rows by. */
  readonly isRange?: boolean;
}

/** Moments of creation as ids, which hold them: the first included, the second not. */
export interface IdBounds {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A number that belongs to the text of the statement: servers take no limit that is bound as a number. */
export const inText = { skipBinding: true } as const;

/** What lists need of the database. */
export type Listed = Pick<Database, 'reader' | 'engine' | 'run'>;

/** How statements are written for the engine, and run. */
export interface Dialect extends Pick<Database, 'run'> {
  readonly reader: Reader;
  /** A table to be read by this index. The plan must not depend on what the engine believes to know of the data. */
  from(table: string, index: string): Knex.QueryBuilder;
  /** A moment and an id as one text that sorts like the two. */
  readonly pairOf: string;
  /** Joins the user to each row, in this order. */
  joinUsers(query: Knex.QueryBuilder, id: string): void;
}

/** SQLite plans by its schema alone, and has no word for an index that is merely preferred. */
export function dialectOf({ reader, engine, run }: Listed): Dialect {
  const isSqlite = engine === 'sqlite';
  const join = isSqlite ? 'cross join' : 'straight_join';
  return {
    reader,
    run,
    from: (table, index) =>
      isSqlite ? reader(table) : reader.from(reader.raw('?? force index (??)', [table, index])),
    pairOf: isSqlite ? "printf('%016d', ??) || ??" : "concat(lpad(??, 16, '0'), ??)",
    joinUsers(query, id) {
      query.joinRaw(`${join} users on users.id = ??`, [id]);
    },
  };
}

/** The ids of a source, in no order; a user that has several rows comes as often. */
export function idsOf(dialect: Dialect, source: IdSource, bounds: IdBounds): Knex.QueryBuilder {
  const query = dialect.from(source.table, source.index);
  source.where(query);
  source.filter?.(query);
  bindId(query, source.id, bounds);
  return query.select({ id: source.id });
}

/** The same, each once. */
export function uniqueIdsOf(dialect: Dialect, source: IdSource, bounds: IdBounds): Knex.QueryBuilder {
  const query = idsOf(dialect, source, bounds);
  return source.repeats ? query.distinct() : query;
}

/** Limits an id to those of users who were created in time. */
export function bindId(query: Knex.QueryBuilder, column: string, { from, to }: IdBounds): void {
  if (from !== undefined) query.where(column, '>=', from);
  if (to !== undefined) query.where(column, '<', to);
}
