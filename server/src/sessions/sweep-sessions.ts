import type { Sweep } from '../maintenance/sweep.ts';
import { lifeLimits } from './session-life.ts';
import { deleteRefreshTokens, deleteSessions, listOverSessionIds, sweepGraceMs } from './sweep-queries.ts';

const batch = { sessions: 100, tokens: 1_000 };

/**
 * Sessions that are over. One that was refreshed for a month has thousands of tokens, so these go first, in batches of
 * their own.
 */
export const sweepSessions: Sweep = {
  name: 'sessions',
  async deleteBatch({ config, database, clock }) {
    const limits = lifeLimits(clock.now() - sweepGraceMs, config);
    const ids = await listOverSessionIds(database.reader, limits, batch.sessions);
    if (ids.length === 0) return 0;
    return database.transact(async (tx) => {
      const tokens = await deleteRefreshTokens(tx, ids, batch.tokens);
      return tokens === batch.tokens ? tokens : tokens + (await deleteSessions(tx, ids));
    });
  },
};
