import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import {
  createClock,
  givenAccount,
  givenPassword,
  givenRole,
  givenUser,
  quickHashes,
} from '../support/given.ts';
import { startTestService, type TestServiceOptions, useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const dayMs = 86_400_000;
const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`);

/** A service that nobody else's users are counted in. */
async function startEmpty(override: TestServiceOptions['override'] = quickHashes) {
  const config = {
    accessTokenTtlSeconds: 100 * 86_400,
    refreshTokenTtlSeconds: 200 * 86_400,
    sessionIdleTtlSeconds: 100 * 86_400,
  };
  const started = await startTestService({ override, config });
  onTestFinished(() => started.stop());
  return started;
}

describe('getUserStats', () => {
  describe('200', () => {
    it('counts nobody but the super admin at first', async () => {
      const empty = await startEmpty();
      expect(await empty.root.getUserStats()).toEqual({
        totalUsers: 1,
        adminUsers: 1,
        regularUsers: 0,
        byStatus: { pending: 0, active: 1, disabled: 0 },
        byRole: [
          { name: 'super_admin', count: 1 },
          { name: 'admin', count: 0 },
          { name: 'editor', count: 0 },
          { name: 'viewer', count: 0 },
        ],
        usersPerServer: [],
        usersPerGroup: [],
        distinctServers: 0,
        distinctGroups: 0,
        createdLast30Days: 1,
        activeLast30Days: 1,
        asOf: expect.any(String),
      });
    });

    it('counts a population exactly', async () => {
      const own = await startEmpty();
      const high = await givenRole(own, { rank: 90 });
      const low = await givenRole(own, { rank: 30 });
      await givenAccount(own, { role: 'admin', servers: ['eu', 'us'], password: givenPassword });
      await givenAccount(own, { role: high, servers: ['us'], isActive: false });
      await givenAccount(own, { role: low, servers: ['us', 'EU'], groups: ['support'] });
      await givenAccount(own, { role: 'editor', groups: ['support', 'Support'], did: 'did:plc:a' });
      await givenAccount(own, { groups: ['support'], isActive: false });
      const gone = await givenAccount(own, { role: 'admin', servers: ['gone'], groups: ['gone'] });
      await own.root.deleteUser({ user: gone.id });
      const moved = await givenAccount(own, { servers: ['old'] });
      await own.root.updateUser({ user: moved.id, servers: ['eu'] });

      expect(await own.root.getUserStats()).toEqual({
        totalUsers: 7,
        adminUsers: 3,
        regularUsers: 4,
        byStatus: { pending: 2, active: 3, disabled: 2 },
        byRole: [
          { name: 'super_admin', count: 1 },
          { name: high, count: 1 },
          { name: 'admin', count: 1 },
          { name: 'editor', count: 1 },
          { name: low, count: 1 },
          { name: 'viewer', count: 2 },
        ],
        usersPerServer: [
          { name: 'us', count: 3 },
          { name: 'eu', count: 2 },
          { name: 'EU', count: 1 },
        ],
        usersPerGroup: [
          { name: 'support', count: 3 },
          { name: 'Support', count: 1 },
        ],
        distinctServers: 3,
        distinctGroups: 2,
        createdLast30Days: 7,
        activeLast30Days: 1,
        asOf: expect.any(String),
      });
    });

    it('names the 100 most frequent servers and groups, and counts the others', async () => {
      const own = await startEmpty();
      await givenAccount(own, { servers: names(101, 's'), groups: names(99, 'a') });
      await givenAccount(own, { servers: ['s100'], groups: names(99, 'b') });
      const stats = await own.root.getUserStats();
      const rest = names(99, 's').map((name) => ({ name, count: 1 }));
      expect(stats.usersPerServer).toEqual([{ name: 's100', count: 2 }, ...rest]);
      expect(stats.usersPerGroup).toEqual([...names(99, 'a'), 'b000'].map((name) => ({ name, count: 1 })));
      expect([stats.distinctServers, stats.distinctGroups]).toEqual([101, 198]);
    });

    it('counts 30 whole UTC days, to the millisecond', async () => {
      const today = Date.UTC(2026, 2, 31);
      const clock = createClock(today - 29 * dayMs - 1);
      const own = await startEmpty(clock.override);
      await givenUser(own);
      clock.advance(1);
      await givenUser(own);
      await givenAccount(own);
      clock.advance(29 * dayMs + 12 * 3_600_000);
      const stats = await own.root.getUserStats();
      // The super admin and the first user are older by a millisecond; the super admin has just been seen.
      expect(stats).toMatchObject({ totalUsers: 4, createdLast30Days: 2, activeLast30Days: 2 });
      expect(stats.asOf).toBe('2026-03-31T12:00:00.000Z');
    });

    it('leaves no audit row', async () => {
      expect(await auditRowsOf(service(), () => service().root.getUserStats())).toEqual([]);
    });
  });

  itNeedsACredential(service, (client) => client.getUserStats());
  itNeedsPermissions(service, ['stats:read'], (client) => client.getUserStats());
});
