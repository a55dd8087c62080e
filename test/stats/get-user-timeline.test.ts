import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import {
  createClock,
  givenAccount,
  givenActor,
  givenPassword,
  givenUser,
  quickHashes,
} from '../support/given.ts';
import { startTestService, useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const dayMs = 86_400_000;

/** A service of its own, with a clock that begins a second before the given day. */
async function startAt(day: string) {
  const clock = createClock(Date.parse(day) - 1000);
  const config = { accessTokenTtlSeconds: 100 * 86_400, refreshTokenTtlSeconds: 200 * 86_400 };
  const started = await startTestService({ override: clock.override, config });
  onTestFinished(() => started.stop());
  return { clock, own: started };
}

const nothing = { created: 0, deleted: 0, logIns: 0, failedLogIns: 0 };

describe('getUserTimeline', () => {
  describe('200', () => {
    it('counts what happened on each UTC day, to the millisecond', async () => {
      const { clock, own } = await startAt('2026-03-02');
      const { user } = await givenUser(own);
      clock.advance(1000);
      const gone = await givenAccount(own);
      await own.root.deleteUser({ user: gone.id });
      const fail = () => own.anonymous.logIn({ username: user.username, password: 'not the password' });
      await expect(fail()).rejects.toThrow();
      await expect(own.anonymous.logIn({ username: 'nobody', password: givenPassword })).rejects.toThrow();
      clock.advance(dayMs);
      await own.anonymous.logIn({ username: user.username, password: givenPassword });
      const timeline = await own.root.getUserTimeline({ from: '2026-03-01', to: '2026-03-05' });
      expect(timeline).toEqual({
        days: [
          // The super admin was made, and both logged in.
          { ...nothing, date: '2026-03-01', created: 2, logIns: 2 },
          { ...nothing, date: '2026-03-02', created: 1, deleted: 1, failedLogIns: 2 },
          { ...nothing, date: '2026-03-03', logIns: 1 },
          { ...nothing, date: '2026-03-04' },
        ],
        asOf: '2026-03-03T00:00:00.000Z',
      });
    });

    it('gives the last 30 days unless asked otherwise', async () => {
      const { days } = await service().root.getUserTimeline();
      const today = new Date().toISOString().slice(0, 10);
      expect(days).toHaveLength(30);
      expect(days.at(-1)?.date).toBe(today);
      const { days: before } = await service().root.getUserTimeline({ to: '2026-03-01' });
      expect([before.length, before[0]?.date, before.at(-1)?.date]).toEqual([30, '2026-01-30', '2026-02-28']);
    });

    it('gives at most 366 days from the first', async () => {
      const { days } = await service().root.getUserTimeline({ from: '2020-01-01' });
      expect([days.length, days[0]?.date]).toEqual([366, '2020-01-01']);
      expect((await service().root.getUserTimeline({ from: '2026-03-01', to: '2026-03-01' })).days).toEqual(
        [],
      );
      expect((await service().root.getUserTimeline({ from: '9999-12-31' })).days).toEqual([]);
    });

    it('begins with the first day that has a name where there are not 30 before the end', async () => {
      const { days } = await service().root.getUserTimeline({ to: '0000-01-03' });
      expect(days.map(({ date }) => date)).toEqual(['0000-01-01', '0000-01-02']);
      expect((await service().root.getUserTimeline({ to: '0000-01-01' })).days).toEqual([]);
    });

    it('leaves no audit row', async () => {
      expect(await auditRowsOf(service(), () => service().root.getUserTimeline())).toEqual([]);
    });
  });

  itNeedsACredential(service, (client) => client.getUserTimeline());
  itNeedsPermissions(service, ['stats:read'], (client) => client.getUserTimeline());

  describe('422', () => {
    it.each([
      ['from=2026-02-30', 'from', 'invalid_format'],
      ['from=2026-03-01T00:00:00Z', 'from', 'invalid_format'],
      ['from=2026-03-02&to=2026-03-01', 'to', 'invalid_range'],
      ['from=2026-01-01&to=2027-01-03', 'to', 'invalid_range'],
      ['day=2026-03-01', 'day', 'unknown_field'],
    ])('refuses %s', async (query, field, type) => {
      const { accessToken } = await givenActor(service(), ['stats:read']);
      const response = await service().fetch(`/api/v1/users-timeline?${query}`, {
        headers: { Authorization: `Bearer ${accessToken}` },
      });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ loc: ['query', field], type }] });
    });

    it('says how a day is written', async () => {
      const { accessToken } = await givenActor(service(), ['stats:read']);
      const response = await service().fetch('/api/v1/users-timeline?to=today', {
        headers: { Authorization: `Bearer ${accessToken}` },
      });
      const msg = 'Must be a day, written like 2026-03-01.';
      expect(await response.json()).toMatchObject({ errors: [{ msg }] });
    });
  });
});
