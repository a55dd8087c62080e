import type { Sweep } from '../maintenance/sweep.ts';
import { deleteForgottenSources, listForgottenSources } from './known-source-queries.ts';
import { dayMs } from './throttle-limits.ts';
import { deleteCounters, listExpiredCounters } from './throttle-queries.ts';

const batch = 1_000;

/** Counters whose window is over; a guess that fails now would start them anew all the same. */
export const sweepThrottleCounters: Sweep = {
  name: 'throttle counters',
  async deleteBatch({ database, clock }) {
    const now = clock.now();
    const expired = await listExpiredCounters(database.reader, now, batch);
    return expired.length === 0 ? 0 : database.transact((tx) => deleteCounters(tx, expired, now));
  },
};

/** Sources that users have not logged in from for so long that they do not count as known any more. */
export const sweepKnownSources: Sweep = {
  name: 'known sources',
  async deleteBatch({ config, database, clock }) {
    const since = clock.now() - config.throttle.knownSourceDays * dayMs;
    const forgotten = await listForgottenSources(database.reader, since, batch);
    return forgotten.length === 0
      ? 0
      : database.transact((tx) => deleteForgottenSources(tx, forgotten, since));
  },
};
