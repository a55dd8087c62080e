import { createRequire } from 'node:module';
import type { Knex } from 'knex';

/** A statement as a client of Knex gets it. */
export interface KnexQuery {
  sql: string;
  options?: Readonly<Record<string, unknown>>;
}

declare module 'knex' {
  namespace Knex {
    interface Client {
      /** Runs one statement on a connection; Knex leaves it out of its types. */
      _query(connection: unknown, query: KnexQuery): Promise<unknown>;
    }
  }
}

const requireModule = createRequire(import.meta.url);

/** Knex's client for a dialect, to be extended. Knex publishes them without types. */
export function knexClient(dialect: 'better-sqlite3' | 'mysql2'): typeof Knex.Client {
  return requireModule(`knex/lib/dialects/${dialect}`) as typeof Knex.Client;
}

function ignore(): void {}

/** Knex prints failures on standard output besides rejecting with them; they belong to whoever gets them. */
export const silentLog: Knex.Logger = { warn: ignore, error: ignore, deprecate: ignore, debug: ignore };
