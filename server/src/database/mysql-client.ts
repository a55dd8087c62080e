import type { Knex } from 'knex';
import type mysql from 'mysql2';
import { type KnexQuery, knexClient } from './knex-client.ts';

/** Knex notes on a connection which transaction it is used by. */
interface KnexConnection extends mysql.Connection {
  readonly __knexTxId?: string;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'PROTOCOL_SEQUENCE_TIMEOUT';
}

/**
 * Knex's client for MySQL and MariaDB, with a limit for every statement of a transaction: a server that hangs must not
 * hold requests for good. Statements outside of one are steps of the schema, which take what a large table needs.
 */
export function mysqlClient(statementTimeoutMs: number): typeof Knex.Client {
  return class MySqlClient extends knexClient('mysql2') {
    override async _query(connection: KnexConnection, query: KnexQuery): Promise<unknown> {
      if (connection.__knexTxId === undefined) return super._query(connection, query);
      query.options = { ...query.options, timeout: statementTimeoutMs };
      try {
        return await super._query(connection, query);
      } catch (error) {
        // The server may still be at it: whoever had this connection next would wait for that first.
        if (isTimeout(error)) connection.destroy();
        throw error;
      }
    }
  };
}
