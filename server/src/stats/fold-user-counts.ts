import type { Sweep } from '../maintenance/sweep.ts';
import { foldChanges, hasChanges } from './fold-queries.ts';

const batch = 1_000;

/** Changes of the counts of users, which are added to the counts and then not needed any more. */
export const foldUserCounts: Sweep = {
  name: 'changes of user counts',
  async deleteBatch({ database, clock }) {
    if (!(await hasChanges(database.reader))) return 0;
    return database.transact((tx) => foldChanges(tx, clock.now(), batch));
  },
};
