import type { Sweep } from '../maintenance/sweep.ts';
import { lifeLimits } from './session-life.ts';
import { endSessions } from './session-queries.ts';
import { listOverSessionIds, sweepGraceMs } from './sweep-queries.ts';

const batch = 100;

/** Sessions that are over, with their tokens. */
export const sweepSessions: Sweep = {
  name: 'sessions',
  async deleteBatch({ config, database, clock }) {
    const limits = lifeLimits(clock.now() - sweepGraceMs, config);
    const ids = await listOverSessionIds(database.reader, limits, batch);
    return ids.length === 0 ? 0 : database.transact((tx) => endSessions(tx, ids));
  },
};
