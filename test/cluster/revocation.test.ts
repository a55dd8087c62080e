import { describe, expect, it } from 'vitest';
import { createCast } from '../races/cast.ts';
import { useClusterArena } from './cluster-arena.ts';

const arena = useClusterArena();
const rounds = 100;

describe('what one node has confirmed', () => {
  it.for([
    [1, 2],
    [2, 1],
  ] as const)('a user who was disabled on node %i is refused on node %i', async ([here]) => {
    const { instances } = arena();
    const [near, far] = here === 1 ? instances : [instances[1], instances[0]];
    const admin = await near.dependencies.database.transact((tx) => createCast(tx).person({ role: 'admin' }));
    for (let round = 0; round < rounds / 2; round += 1) {
      const target = await near.dependencies.database.transact((tx) => createCast(tx).person());
      const before = await far.as(target.accessToken).raw.getMe();
      expect(before.status, 'a new session is known at once').toBe(200);
      await near.as(admin.accessToken).setUserStatus({ user: target.id, isActive: false });
      const after = await far.as(target.accessToken).raw.getMe();
      expect(after.status, `round ${round + 1}`).toBe(401);
    }
  });

  it('every connection waits for it before it reads, those of the hot reads too', async () => {
    for (const { dependencies } of arena().instances) {
      const { database } = dependencies;
      const sql = 'select @@session.wsrep_sync_wait as wait, @@session.tx_isolation as isolation';
      const several = Array.from({ length: 8 }, () =>
        database.run<{ wait: number; isolation: string }>(sql, []),
      );
      const settings = (await Promise.all(several)).flat();
      const inside = await database.transact(async (tx) => (await tx.raw(sql))[0][0]);
      for (const setting of [...settings, inside])
        expect(setting).toEqual({ wait: 1, isolation: 'READ-COMMITTED' });
    }
  });
});
