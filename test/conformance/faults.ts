import type { Dependencies } from '@roster/server';
import { type Knex, KnexTimeoutError } from 'knex';
import { transact } from '../../server/src/database/transact.ts';
import { makeSignal } from '../storage/open.ts';

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
  const state: { fault: Fault; held?: (() => Promise<void>) | undefined } = { fault: 'none' };

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
          const { held } = state;
          state.held = undefined;
          await held?.();
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

  /** Stops the next transaction before it begins, until it is released. */
  function hold() {
    const arrived = makeSignal();
    const released = makeSignal();
    state.held = () => {
      arrived.give();
      return released.given;
    };
    const release = () => {
      state.held = undefined;
      released.give();
    };
    return { arrived: arrived.given, release };
  }

  return { override, during, hold };
}

/** A database that fails on command. */
export type FaultSwitch = ReturnType<typeof faultSwitch>;
