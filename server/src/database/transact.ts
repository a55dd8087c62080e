import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Transaction } from './database.ts';
import { isConflict, isUnavailable, OutcomeUnknownError } from './database-errors.ts';

const maxAttempts = 8;
const maxTotalMs = 3_000;
const firstPauseMs = 5;

/**
 * The only place that opens transactions. Knex's callback form is used because its other form resolves although COMMIT
 * failed, and nothing is nested because a savepoint can outlive the transaction that was rolled back around it.
 */
export async function transact<T>(knex: Knex, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    let isCommitting = false;
    try {
      return await knex.transaction(async (tx) => {
        const value = await work(tx);
        isCommitting = true;
        return value;
      });
    } catch (error) {
      if (isCommitting && isUnavailable(error)) {
        throw new OutcomeUnknownError('The connection was lost during COMMIT.', { cause: error });
      }
      const isLate = performance.now() - startedAt > maxTotalMs;
      if (!isConflict(error) || attempt === maxAttempts || isLate) throw error;
      // Full jitter: racers that were refused together must not meet again.
      await sleep(Math.random() * firstPauseMs * 2 ** attempt);
    }
  }
}
