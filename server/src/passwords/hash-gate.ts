import { Refusal } from '../http/refusal.ts';

const maxWaitMs = 10_000;
const retryAfterSeconds = 2;

/** Runs at most so many hashes at once; others wait their turn. */
export interface HashGate {
  /** @throws Refusal `overloaded` when the queue is full or the wait too long. */
  pass<T>(work: () => Promise<T>): Promise<T>;
}

function overloaded(): Refusal {
  return new Refusal('overloaded', 'Too many passwords are being checked at the moment.', {
    retryAfterSeconds,
  });
}

/**
 * A password hash takes a core and 19 MiB for tens of milliseconds, on threads that file access and name look-ups need
 * as well: without a bound, a few hundred log-ins would stop everything else.
 */
export function createHashGate(concurrency: number, queueMax: number): HashGate {
  const waiting: (() => void)[] = [];
  let running = 0;

  function waitForTurn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(overloaded());
      }, maxWaitMs);
      waiting.push(enter);
    });
  }

  return {
    async pass(work) {
      if (running < concurrency) {
        running += 1;
      } else {
        if (waiting.length >= queueMax) throw overloaded();
        // Whoever leaves hands the place over, so `running` stays as it is.
        await waitForTurn();
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
