import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { type GivenUser, givenSession, givenUser } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { startOwn } from './own-clock.ts';

const idleMs = 3_600_000;
const config = { sessionIdleTtlSeconds: idleMs / 1_000, accessTokenTtlSeconds: 86_400 };

async function expectOver(own: TestService, { client, refreshToken }: GivenUser): Promise<void> {
  await expectProblem(client.getMe(), 'credential-invalid');
  await expectProblem(own.anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
}

describe('a session that nobody uses', () => {
  it('is over after the idle limit, access and refresh, and is listed no more', async () => {
    const { own, ownClock } = await startOwn(config);
    const idle = await givenUser(own);
    ownClock.advance(1);
    const busy = await givenSession(own, idle);
    const listed = async () => (await busy.client.listOwnSessions()).data.map(({ id }) => id);
    ownClock.advance(idleMs - 2);
    expect(await listed()).toEqual([busy.sessionId, idle.sessionId]);
    ownClock.advance(1);
    expect(await listed()).toEqual([busy.sessionId]);
    await expectOver(own, idle);
    const act = busy.client.revokeOwnSession({ sessionId: idle.sessionId });
    await expectProblem(act, 'session-not-found');
  });

  it('goes on for as long as it is used, whatever for', async () => {
    const { own, ownClock } = await startOwn(config);
    const given = await givenUser(own);
    for (let hour = 0; hour < 3; hour += 1) {
      ownClock.advance(idleMs - 1);
      await given.client.getMe();
    }
    ownClock.advance(idleMs - 1);
    const next = await own.anonymous.refreshSession({ refreshToken: given.refreshToken });
    ownClock.advance(idleMs - 1);
    await own.as(next.accessToken).getMe();
    ownClock.advance(idleMs);
    await expectOver(own, { ...given, ...next, client: own.as(next.accessToken) });
  });

  it('makes room for others among the hundred that a user may have', async () => {
    const { own, ownClock } = await startOwn(config);
    const given = await givenUser(own);
    ownClock.advance(idleMs);
    await givenSession(own, given);
    const rows = await own.dependencies.database.reader('sessions').where({ user_id: given.user.id });
    expect(rows).toHaveLength(1);
  });
});

describe('last-seen times', () => {
  it('are written at most once a minute, however many requests there are at once', async () => {
    const { own, ownClock } = await startOwn();
    const given = await givenUser(own);
    const { reader } = own.dependencies.database;
    const written: string[] = [];
    reader.on('query-response', (rows: unknown, { sql }: { sql: string }) => {
      if (/^update .*last_seen_at/.test(sql) && rows !== 0) written.push(sql.split('`')[1] ?? '');
    });
    ownClock.advance(59_999);
    await Promise.all(Array.from({ length: 5 }, () => given.client.getMe()));
    expect(written).toEqual([]);
    ownClock.advance(1);
    await Promise.all(Array.from({ length: 20 }, () => given.client.getMe()));
    expect(written).toEqual(['users', 'sessions']);
    const { user } = await given.client.getMe();
    expect(user.lastSeenAt).toBe(new Date(ownClock.now()).toISOString());
    expect(user).toMatchObject({ version: given.user.version, updatedAt: given.user.updatedAt });
  });
});
