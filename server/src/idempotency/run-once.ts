import type { Dependencies } from '../dependencies.ts';
import type { SealedAnswer } from '../http/handler.ts';
import { findRecord } from './idempotency-queries.ts';
import type { KeyedRequest } from './keyed-request.ts';
import { recordedAnswer, stillInProgress } from './record-outcome.ts';

/** True if the work ended in time, whichever way. */
function endsWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), Math.max(0, limitMs));
    const end = () => {
      clearTimeout(timer);
      resolve(true);
    };
    work.then(end, end);
  });
}

/**
 * Runs requests with an idempotency key, or answers them with what is recorded. Copies that arrive at the same instance
 * wait here, without a connection to the database; that there is one effect is the work of the record's primary key.
 * @throws Refusal `idempotency-in-progress` or `idempotency-key-reused`
 */
export type RunOnce = <T>(keyed: KeyedRequest, run: () => Promise<T>) => Promise<T | SealedAnswer>;

/** Makes the function above, for one instance of the service. */
export function createRunOnce({ database, clock, config }: Dependencies): RunOnce {
  const underWay = new Map<string, Promise<unknown>>();

  return async (keyed, run) => {
    const deadline = performance.now() + config.idempotencyWaitMs;
    for (;;) {
      const record = await findRecord(database, keyed.id);
      const answer = record && recordedAnswer(keyed, record, clock.now());
      if (answer) return answer;
      const first = underWay.get(keyed.id);
      if (first === undefined) break;
      if (!(await endsWithin(first, deadline - performance.now()))) throw stillInProgress();
    }
    const work = run();
    underWay.set(keyed.id, work);
    try {
      return await work;
    } finally {
      underWay.delete(keyed.id);
    }
  };
}
