import type { Sweep } from '../maintenance/sweep.ts';
import { deleteAccessTokens, listExpiredAccessTokens, sweepGraceMs } from './sweep-queries.ts';

const batch = 1_000;

/** Access tokens that have expired, of sessions that go on. */
export const sweepAccessTokens: Sweep = {
  name: 'access tokens',
  async deleteBatch({ database, clock }) {
    const expired = await listExpiredAccessTokens(database.reader, clock.now() - sweepGraceMs, batch);
    return expired.length === 0 ? 0 : database.transact((tx) => deleteAccessTokens(tx, expired));
  },
};
