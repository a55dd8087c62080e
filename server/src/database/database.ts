import type { Knex } from 'knex';

/** What reads take: the pool, or the transaction that is under way. */
export type Reader = Knex | Knex.Transaction;

/** What writes take. Only `transact` hands one out, and the pool is not assignable to it. */
export type Transaction = Knex.Transaction;

/** A value that may be bound to a `?` of a compiled query. */
export type Binding = string | number | null;

/** An open database: SQLite, MariaDB or MySQL. */
export interface Database {
  readonly engine: 'sqlite' | 'mysql';
  /** For reads outside of a transaction. */
  readonly reader: Reader;
  /**
   * Runs a query as a prepared statement on a pool of its own, past that of the query builder: for the reads of which
   * nearly every request consists. Its text must hold its limits, because servers take none that is bound as a number.
   */
  run<Row>(sql: string, bindings: readonly Binding[]): Promise<Row[]>;
  /**
   * Runs the work in one transaction, and all of it again in a fresh one when the database proves that it was rolled
   * back by a conflict. The work must have no effect but through the transaction.
   * @throws OutcomeUnknownError when the connection was lost while committing.
   */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
