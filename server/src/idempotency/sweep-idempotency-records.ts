import type { Sweep } from '../maintenance/sweep.ts';
import { deleteExpiredRecords, listExpiredRecordIds } from './idempotency-queries.ts';

const batch = 500;

/** Outcomes that have been kept for as long as is promised. */
export const sweepIdempotencyRecords: Sweep = {
  name: 'idempotency records',
  async deleteBatch({ database, clock }) {
    const now = clock.now();
    const ids = await listExpiredRecordIds(database.reader, now, batch);
    return ids.length === 0 ? 0 : database.transact((tx) => deleteExpiredRecords(tx, ids, now));
  },
};
