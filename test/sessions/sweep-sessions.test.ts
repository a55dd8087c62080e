import { describe, expect, it } from 'vitest';
import { sweepAccessTokens } from '../../server/src/sessions/sweep-access-tokens.ts';
import { sweepSessions } from '../../server/src/sessions/sweep-sessions.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { startOwn } from './own-clock.ts';

const config = { refreshTokenTtlSeconds: 86_400, sessionIdleTtlSeconds: 3_600 };
const tables = ['sessions', 'access_tokens', 'refresh_tokens'] as const;

async function countRows({ dependencies }: TestService): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = (await dependencies.database.reader(table)).length;
  return counts;
}

/** Gives the numbers of rows, batch by batch. */
async function sweepAll(sweep: typeof sweepSessions, { dependencies }: TestService): Promise<number[]> {
  const batches: number[] = [];
  do batches.push(await sweep.deleteBatch(dependencies));
  while (batches.at(-1) !== 0);
  return batches;
}

describe('the sweep of sessions', () => {
  it('deletes those that nobody uses, with their tokens, a minute after they are over', async () => {
    const { own, ownClock } = await startOwn(config);
    const given = await givenUser(own);
    await own.anonymous.refreshSession({ refreshToken: given.refreshToken });
    const other = await givenUser(own);
    ownClock.advance(3_600_000 - 1);
    const busy = await own.anonymous.refreshSession({ refreshToken: other.refreshToken });
    ownClock.advance(60_000);
    expect(await sweepAll(sweepSessions, own)).toEqual([0]);
    ownClock.advance(1);
    // A session with two access tokens, and the one with which the test made the users.
    expect(await sweepAll(sweepSessions, own)).toEqual([2, 0]);
    expect(await countRows(own)).toEqual({ sessions: 1, access_tokens: 1, refresh_tokens: 1 });
    await own.as(busy.accessToken).getMe();
  });

  it('deletes those that have expired although they are used', async () => {
    const { own, ownClock } = await startOwn({ ...config, accessTokenTtlSeconds: 86_400 });
    const { client } = await givenUser(own);
    for (let hour = 0; hour < 25; hour += 1) {
      await own.root.raw.getMe();
      await client.raw.getMe();
      ownClock.advance(3_500_000);
    }
    await expectProblem(client.getMe(), 'credential-invalid');
    expect(await sweepAll(sweepSessions, own)).toEqual([2, 0]);
    expect(await countRows(own)).toEqual({ sessions: 0, access_tokens: 0, refresh_tokens: 0 });
  });
});

describe('the sweep of access tokens', () => {
  it('deletes those that have expired, of sessions that go on', async () => {
    const { own, ownClock } = await startOwn();
    const given = await givenUser(own);
    ownClock.advance(900_000);
    expect(await sweepAll(sweepAccessTokens, own)).toEqual([0]);
    ownClock.advance(60_000);
    const next = await own.anonymous.refreshSession({ refreshToken: given.refreshToken });
    // That of the test's own root; refreshing has deleted the user's.
    expect(await sweepAll(sweepAccessTokens, own)).toEqual([1, 0]);
    expect(await countRows(own)).toEqual({ sessions: 2, access_tokens: 1, refresh_tokens: 2 });
    await own.as(next.accessToken).getMe();
  });

  it('opens no transaction when there is nothing to do', async () => {
    const { own } = await startOwn();
    const { dependencies } = own;
    const transact = () => Promise.reject(new Error('A transaction was opened.'));
    const context = { ...dependencies, database: { ...dependencies.database, transact } };
    expect(await sweepSessions.deleteBatch(context)).toBe(0);
    expect(await sweepAccessTokens.deleteBatch(context)).toBe(0);
  });
});
