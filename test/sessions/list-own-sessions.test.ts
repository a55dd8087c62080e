import { paginate } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, givenSession, givenUser } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { startOwn } from './own-clock.ts';

const clock = createClock();
const service = useService({ override: clock.override });

describe('listOwnSessions', () => {
  describe('200', () => {
    it('shows where the caller is logged in, newest first, and which session this is', async () => {
      const first = await givenUser(service());
      const begun = clock.now();
      clock.advance(5_000);
      const { sessionId } = await service().anonymous.logIn(
        { username: first.user.username, password: first.password },
        { headers: { 'User-Agent': `a browser ${'x'.repeat(300)}` } },
      );
      await givenUser(service());
      const { data, page } = await first.client.listOwnSessions();
      const at = (moment: number) => new Date(moment).toISOString();
      expect(page).toEqual({ limit: 50, nextCursor: null });
      expect(data).toEqual([
        {
          id: sessionId,
          createdAt: at(begun + 5_000),
          lastSeenAt: at(begun + 5_000),
          expiresAt: at(begun + 5_000 + 2_592_000_000),
          sourceAddress: '127.0.0.1',
          userAgent: `a browser ${'x'.repeat(246)}`,
          isCurrent: false,
        },
        {
          id: first.sessionId,
          createdAt: at(begun),
          lastSeenAt: at(begun),
          expiresAt: at(begun + 2_592_000_000),
          sourceAddress: '127.0.0.1',
          userAgent: 'node',
          isCurrent: true,
        },
      ]);
    });

    it('gives every session exactly once, page by page', async () => {
      const first = await givenUser(service());
      const sessions = [first];
      for (let made = 1; made < 5; made += 1) {
        clock.advance(1);
        sessions.unshift(await givenSession(service(), first));
      }
      const walked: string[] = [];
      for await (const { id } of paginate(first.client.listOwnSessions, { limit: 2 })) walked.push(id);
      expect(walked).toEqual(sessions.map(({ sessionId }) => sessionId));
    });

    it('leaves out sessions that have ended or are over', async () => {
      const { own, ownClock } = await startOwn({ sessionIdleTtlSeconds: 31_536_000 });
      const old = await givenUser(own);
      ownClock.advance(2_592_000_000 - 1_000);
      const ended = await givenSession(own, old);
      await ended.client.logOut();
      ownClock.advance(1);
      const current = await givenSession(own, old);
      const listed = async () => (await current.client.listOwnSessions()).data.map(({ id }) => id);
      expect(await listed()).toEqual([current.sessionId, old.sessionId]);
      ownClock.advance(999);
      expect(await listed()).toEqual([current.sessionId]);
    });

    it('shows when a session was last seen, to the minute', async () => {
      const { client } = await givenUser(service());
      clock.advance(60_000);
      await client.getMe();
      const seen = clock.now();
      clock.advance(59_999);
      const [session] = (await client.listOwnSessions()).data;
      expect(session?.lastSeenAt).toBe(new Date(seen).toISOString());
    });
  });

  describe('400', () => {
    it('refuses the cursor of somebody else, and of another list', async () => {
      const given = await givenUser(service());
      await givenSession(service(), given);
      const { page } = await given.client.listOwnSessions({ limit: 1 });
      const cursor = page.nextCursor ?? '';
      const other = await givenUser(service());
      await expectProblem(other.client.listOwnSessions({ cursor }), 'cursor-invalid');
      const users = service().root.listUserSessions({ user: given.user.id, cursor });
      await expectProblem(users, 'cursor-invalid');
    });
  });

  itNeedsACredential(service, (client) => client.listOwnSessions());
});
