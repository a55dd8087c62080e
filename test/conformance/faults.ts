import type { Dependencies } from '@roster/server';
import { type Knex, KnexTimeoutError } from 'knex';
import { transact } from '../../server/src/database/transact.ts';

/** How the database fails at the moment; `none` lets everything through. */
export type Fault = 'none' | 'unreachable' | 'lost-at-commit' | 'pool-exhausted' | 'unforeseen';

function lostConnection(): Error {
  return Object.assign(new Error('Connection lost: The server closed the connection.'), {
    code: 'PROTOCOL_CONNECTION_LOST',
    fatal: true,
  });
}

/** What a message of a database looks like; none of it may reach a client. */
const unforeseen = 'SQLITE_ERROR: select password_hash from user_passwords -- /srv/roster/server/src/x.ts:1';

function errorOf(fault: Fault): Error {
  if (fault === 'pool-exhausted') return new KnexTimeoutError('Knex: Timeout acquiring a connection.');
  return fault === 'unforeseen' ? new Error(unforeseen) : lostConnection();
}

/** A switch that breaks the database of a service, and the dependencies that obey it. */
export function faultSwitch() {
  const state: { fault: Fault } = { fault: 'none' };

  function override(dependencies: Dependencies): Dependencies {
    const { database } = dependencies;
    // The pool of a real database is handed around as a `Reader`; it is the very object that opens transactions.
    const knex = database.reader as Knex;
    // Stands for the one method of Knex that `transact` calls; COMMIT has happened when the connection is lost.
    const losingCommit = {
      transaction: async (work: (tx: Knex.Transaction) => Promise<unknown>) => {
        await knex.transaction(work);
        throw lostConnection();
      },
    } as unknown as Knex;
    const failing = () => state.fault !== 'none' && state.fault !== 'lost-at-commit';
    return {
      ...dependencies,
      database: {
        engine: database.engine,
        get reader() {
          if (failing()) throw errorOf(state.fault);
          return database.reader;
        },
        run: async (sql, bindings) => {
          if (failing()) throw errorOf(state.fault);
          return database.run(sql, bindings);
        },
        transact: async (work) => {
          if (failing()) throw errorOf(state.fault);
          return state.fault === 'lost-at-commit' ? transact(losingCommit, work) : database.transact(work);
        },
        close: () => database.close(),
      },
    };
  }

  /** Breaks the database for as long as the work takes. */
  async function during<T>(fault: Fault, work: () => Promise<T>): Promise<T> {
    state.fault = fault;
    try {
      return await work();
    } finally {
      state.fault = 'none';
    }
  }

  return { override, during };
}

/** A database that fails on command. */
export type FaultSwitch = ReturnType<typeof faultSwitch>;
