import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Transaction } from './database.ts';
import { isConflict, isLostConnection, isUnavailable, OutcomeUnknownError } from './database-errors.ts';

const maxAttempts = 8;
const maxTotalMs = 3_000;
const firstPauseMs = 5;

/** What is known of a transaction when it fails. */
type Stage = 'beginning' | 'working' | 'committing';

/** True if nothing of the failed transaction remains, and running it again may help. */
function isWorthRepeating(error: unknown, stage: Stage): boolean {
  // A connection that was lost while it was idle shows only when the next transaction begins on it.
  return isConflict(error) || (stage === 'beginning' && isLostConnection(error));
}

/**
 * The only place that opens transactions. Knex's callback form is used because its other form resolves although COMMIT
 * failed, and nothing is nested because a savepoint can outlive the transaction that was rolled back around it.
 */
export async function transact<T>(knex: Knex, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const progress: { stage: Stage } = { stage: 'beginning' };
    try {
      return await knex.transaction(async (tx) => {
        // Knex calls this also when BEGIN has failed: the work must not run then, least of all beside its own repetition.
        if (tx.isCompleted()) throw new Error('The transaction did not begin.');
        progress.stage = 'working';
        const value = await work(tx);
        progress.stage = 'committing';
        return value;
      });
    } catch (error) {
      if (progress.stage === 'committing' && isUnavailable(error)) {
        throw new OutcomeUnknownError('The connection was lost during COMMIT.', { cause: error });
      }
      const isLate = performance.now() - startedAt > maxTotalMs;
      if (!isWorthRepeating(error, progress.stage) || attempt === maxAttempts || isLate) throw error;
      // Full jitter: racers that were refused together must not meet again.
      await sleep(Math.random() * firstPauseMs * 2 ** attempt);
    }
  }
}
