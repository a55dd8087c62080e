import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { sendProblem } from './problem-response.ts';
import { Refusal } from './refusal.ts';

const readyTimeoutMs = 1_000;

/** A switch that a stopping service turns, so that balancers stop sending requests before the port closes. */
export interface Readiness {
  isStopping: boolean;
}

const retryAfterSeconds = 2;

/** Reads a real table: a cluster node without quorum still answers `SELECT 1`. */
async function assertDatabase({ database }: Dependencies): Promise<void> {
  const timeout = sleep(readyTimeoutMs, 'late' as const, { ref: false });
  const reading = database.run('select id from roles where id = ?', ['viewer']);
  const answer = await Promise.race([reading, timeout]).catch((cause: unknown) => {
    // Whatever is wrong with it, requests cannot be served.
    const detail = 'The database cannot be read.';
    throw new Refusal('database-unavailable', detail, { retryAfterSeconds }, { cause });
  });
  if (answer === 'late') {
    throw new Refusal('database-unavailable', 'The database did not answer in time.', { retryAfterSeconds });
  }
}

/** `/health/live`: the process runs. `/health/ready`: it can serve requests now. */
export function healthRouter(dependencies: Dependencies, readiness: Readiness): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (request, response) => {
    try {
      if (readiness.isStopping)
        throw new Refusal('overloaded', 'The service is stopping.', { retryAfterSeconds });
      await assertDatabase(dependencies);
      response.json({ status: 'ready' });
    } catch (error) {
      sendProblem(error, request, response, dependencies);
    }
  });
  return router;
}
