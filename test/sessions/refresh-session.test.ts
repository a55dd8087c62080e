import { describe, expect, it } from 'vitest';
import { pairOf, readRefreshToken } from '../../server/src/sessions/refresh-tokens.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { inBody } from '../support/bearer-client.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, type GivenUser, givenSession, givenUser } from '../support/given.ts';
import { type TestService, useService } from '../support/service.ts';
import { expectRefusal } from '../support/shared-guarantees.ts';
import { startOwn } from './own-clock.ts';

const clock = createClock();
const service = useService({ override: clock.override });

const refresh = (refreshToken: string, at: TestService = service()) =>
  at.anonymous.refreshSession({ refreshToken });

async function countSessions(id: string): Promise<number> {
  const rows = await service().dependencies.database.reader('sessions').where({ id }).select('id');
  return rows.length;
}

/** Refreshes so many times, each time with the newest token, and gives all tokens, oldest first. */
async function givenGenerations(given: GivenUser, count: number): Promise<string[]> {
  const tokens = [given.refreshToken];
  for (let made = 1; made < count; made += 1) tokens.push((await refresh(tokens.at(-1) ?? '')).refreshToken);
  return tokens;
}

/** What somebody makes of a token who knows how tokens are made, but not what the service has stored. */
function forgeNext(refreshToken: string): string {
  const presented = readRefreshToken('bearer', refreshToken);
  if (presented === undefined) throw new Error('This is no refresh token.');
  return pairOf({ ...presented, salt: '00'.repeat(32) }, presented.generation + 1).refreshToken;
}

/** Expects that neither access nor refresh tokens of a session work, and that it is gone. */
async function expectEnded(given: GivenUser, newestToken: string): Promise<void> {
  expect(await countSessions(given.sessionId)).toBe(0);
  await expectProblem(given.client.getMe(), 'credential-invalid');
  await expectProblem(refresh(newestToken), 'refresh-token-invalid');
}

describe('refreshSession', () => {
  describe('200', () => {
    it('gives the next pair of the same session, for as long as that was to last', async () => {
      const given = await givenUser(service());
      const before = await givenSession(service(), given);
      const logIn = await service().anonymous.logIn({
        username: given.user.username,
        password: given.password,
      });
      clock.advance(1_000);
      const next = await refresh(logIn.refreshToken);
      expect(next).toEqual({
        sessionId: logIn.sessionId,
        accessToken: expect.stringMatching(/^rst_a_[\w-]{43}$/),
        accessTokenExpiresAt: new Date(clock.now() + 900_000).toISOString(),
        refreshToken: expect.stringMatching(/^rst_r_[\w-]{80}$/),
        refreshTokenExpiresAt: logIn.refreshTokenExpiresAt,
        user: logIn.user,
      });
      const tokens = [logIn.accessToken, logIn.refreshToken, next.accessToken, next.refreshToken];
      expect(new Set(tokens.map((token) => token.slice(6))).size).toBe(4);
      expect((await service().as(next.accessToken).getMe()).credential).toEqual({
        kind: 'session',
        id: logIn.sessionId,
        expiresAt: next.accessTokenExpiresAt,
      });
      await before.client.getMe();
    });

    it('goes on from successor to successor', async () => {
      const given = await givenUser(service());
      const tokens = await givenGenerations(given, 6);
      expect(new Set(tokens).size).toBe(6);
      expect((await refresh(tokens.at(-1) ?? '')).sessionId).toBe(given.sessionId);
    });

    it('shows the user as they are now', async () => {
      const given = await givenUser(service());
      await service().root.updateUser({ user: given.user.id, role: 'editor' });
      expect((await refresh(given.refreshToken)).user).toMatchObject({ role: 'editor', version: 2 });
    });

    it('leaves exactly one audit row, without tokens', async () => {
      const { user, sessionId, refreshToken } = await givenUser(service());
      const made: string[] = [refreshToken];
      const rows = await auditRowsOf(service(), async () => {
        const next = await refresh(refreshToken);
        made.push(next.accessToken, next.refreshToken);
      });
      await expectAuditRow(rows, {
        action: 'session.refreshed',
        by: { id: user.id, name: user.username, credentialId: sessionId },
        target: { kind: 'session', id: sessionId, name: user.username },
        changes: [{ field: 'generation', before: 1, after: 2 }],
      });
      for (const token of made) expect(JSON.stringify(rows)).not.toContain(token.slice(6));
    });

    it('gives the same pair again for ten seconds, and leaves no further audit row', async () => {
      const { refreshToken, client } = await givenUser(service());
      const first = await refresh(refreshToken);
      const rows = await auditRowsOf(service(), async () => {
        expect(await refresh(refreshToken)).toEqual(first);
        clock.advance(10_000);
        expect(await refresh(refreshToken)).toEqual(first);
      });
      expect(rows).toEqual([]);
      await client.getMe();
      await service().as(first.accessToken).getMe();
      await refresh(first.refreshToken);
    });

    it('lets fifty racers with one token rotate once, gives all of them the same pair, and keeps one row', async () => {
      const given = await givenUser(service());
      let { refreshToken } = given;
      for (let round = 1; round <= 5; round += 1) {
        const presented = refreshToken;
        const pairs: { accessToken: string; refreshToken: string }[] = [];
        let running = 0;
        let mostAtOnce = 0;
        const rows = await auditRowsOf(service(), async () => {
          const race = Array.from({ length: 50 }, async () => {
            running += 1;
            mostAtOnce = Math.max(mostAtOnce, running);
            const { accessToken, refreshToken: next } = await refresh(presented);
            running -= 1;
            return { accessToken, refreshToken: next };
          });
          pairs.push(...(await Promise.all(race)));
        });
        expect(mostAtOnce).toBe(50);
        expect(rows.map(({ action }) => action)).toEqual(['session.refreshed']);
        expect(pairs).toEqual(Array(50).fill(pairs[0]));
        refreshToken = pairs[0]?.refreshToken ?? '';
      }
      const { reader } = service().dependencies.database;
      const rows = await reader('refresh_tokens').where({ session_id: given.sessionId }).select('generation');
      expect(rows).toEqual([{ generation: 6 }]);
      await refresh(refreshToken);
    });
  });

  describe('401', () => {
    it('ends the session when a token is used again after ten seconds', async () => {
      const given = await givenUser(service());
      const next = await refresh(given.refreshToken);
      clock.advance(10_001);
      await expectProblem(refresh(given.refreshToken), 'refresh-token-invalid');
      await expectProblem(service().as(next.accessToken).getMe(), 'credential-invalid');
      await expectEnded(given, next.refreshToken);
    });

    it('ends the session when a token is used again after its successor was', async () => {
      const given = await givenUser(service());
      const tokens = await givenGenerations(given, 3);
      await expectProblem(refresh(given.refreshToken), 'refresh-token-invalid');
      await expectEnded(given, tokens.at(-1) ?? '');
    });

    it.each([0, 1, 2])('ends only this session when generation %i of five is replayed', async (index) => {
      const given = await givenUser(service());
      const other = await givenSession(service(), given);
      const tokens = await givenGenerations(given, 5);
      await expectProblem(refresh(tokens[index] ?? ''), 'refresh-token-invalid');
      await expectEnded(given, tokens.at(-1) ?? '');
      await other.client.getMe();
      await refresh(other.refreshToken);
    });

    it('writes down that a replay ended the session, once', async () => {
      const given = await givenUser(service());
      const { user, sessionId, refreshToken } = given;
      await givenGenerations(given, 3);
      const rows = await auditRowsOf(service(), async () => {
        await expectProblem(refresh(refreshToken), 'refresh-token-invalid');
        await expectProblem(refresh(refreshToken), 'refresh-token-invalid');
      });
      await expectAuditRow(rows, {
        action: 'session.endedByReplay',
        by: { id: user.id, name: user.username, credentialId: sessionId },
        target: { kind: 'session', id: sessionId, name: user.username },
        changes: [{ field: 'replayedGeneration', after: 1 }],
      });
    });

    it.each([
      ['a token that was never issued', () => `rst_r_${'A'.repeat(80)}`],
      ['the access token', (given: GivenUser) => given.accessToken],
      [
        'the access token with the other prefix',
        (given: GivenUser) => given.accessToken.replace('_a_', '_r_'),
      ],
      ['the token with one character altered', (given: GivenUser) => `${given.refreshToken.slice(0, -1)}=`],
      ['the next token, made without the salt', (given: GivenUser) => forgeNext(given.refreshToken)],
      ['the token in small letters', (given: GivenUser) => given.refreshToken.toLowerCase()],
      ['garbage', () => 'x'],
      ['no token at all', () => undefined],
    ])('ends nothing on %s', async (_name, tokenOf) => {
      const given = await givenUser(service());
      const refreshToken = tokenOf(given);
      const act = () =>
        service().anonymous.refreshSession(refreshToken === undefined ? {} : { refreshToken });
      const { headers } = await expectRefusal(service(), act, 'refresh-token-invalid');
      expect(headers.has('set-cookie')).toBe(false);
      await given.client.getMe();
      await refresh(given.refreshToken);
    });

    it('refuses from the moment when the session expires, however often it was refreshed', async () => {
      const { own, ownClock } = await startOwn({ sessionIdleTtlSeconds: 31_536_000 });
      const given = await givenUser(own);
      ownClock.advance(2_592_000_000 - 60_000);
      const next = await refresh(given.refreshToken, own);
      // The access token does not outlive the session.
      expect(next.accessTokenExpiresAt).toBe(next.refreshTokenExpiresAt);
      ownClock.advance(59_999);
      await own.as(next.accessToken).getMe();
      const last = await refresh(next.refreshToken, own);
      ownClock.advance(1);
      await expectProblem(own.as(last.accessToken).getMe(), 'credential-invalid');
      await expectRefusal(own, () => refresh(last.refreshToken, own), 'refresh-token-invalid');
    });

    it('ends the earlier access tokens of the session a minute later, and no other', async () => {
      const { own, ownClock } = await startOwn();
      const given = await givenUser(own);
      const other = await givenSession(own, given);
      const second = await refresh(given.refreshToken, own);
      ownClock.advance(30_000);
      const third = await refresh(second.refreshToken, own);
      const [one, two, three] = [given, second, third].map(({ accessToken }) => own.as(accessToken));
      ownClock.advance(29_999);
      await one?.getMe();
      ownClock.advance(1);
      await expectProblem(own.as(given.accessToken).getMe(), 'credential-invalid');
      ownClock.advance(29_999);
      await two?.getMe();
      ownClock.advance(1);
      await expectProblem(own.as(second.accessToken).getMe(), 'credential-invalid');
      await three?.getMe();
      await other.client.getMe();
    });

    it('lets no access token live longer than it would have', async () => {
      const { own, ownClock } = await startOwn();
      const given = await givenUser(own);
      ownClock.advance(900_000 - 1);
      await refresh(given.refreshToken, own);
      await given.client.getMe();
      ownClock.advance(1);
      await expectProblem(given.client.getMe(), 'credential-invalid');
    });

    it('gives an access token after the old one expired', async () => {
      const { own, ownClock } = await startOwn();
      const given = await givenUser(own);
      ownClock.advance(900_000);
      await expectProblem(given.client.getMe(), 'credential-invalid');
      const { accessToken } = await refresh(given.refreshToken, own);
      await own.as(accessToken).getMe();
    });

    it('leaves no session whoever is first, when refreshing races with disabling', async () => {
      for (let round = 0; round < 5; round += 1) {
        const given = await givenUser(service());
        const disable = service().root.setUserStatus({ user: given.user.id, isActive: false });
        const [answer] = await Promise.all([
          service().anonymous.raw.refreshSession({ refreshToken: given.refreshToken }),
          disable,
        ]);
        expect(await countSessions(given.sessionId)).toBe(0);
        if (answer.ok)
          await expectProblem(service().as(inBody(answer.body).accessToken).getMe(), 'credential-invalid');
        else expect(answer.problem.code).toBe('refresh-token-invalid');
      }
    });
  });

  describe('422', () => {
    it.each([
      ['an empty token', { refreshToken: '' }, 'refreshToken', 'too_short'],
      ['257 characters', { refreshToken: 'x'.repeat(257) }, 'refreshToken', 'too_long'],
      ['another field', { refreshToken: 'x', sessionId: 'x' }, 'sessionId', 'unknown_field'],
    ])('refuses %s, and shows no token', async (_name, body, field, type) => {
      const call = service().anonymous.refreshSession(body as { refreshToken: string });
      const { problem } = await expectProblem(call, 'validation-failed');
      expect(problem.errors).toEqual([expect.objectContaining({ loc: ['body', field], type })]);
      expect(problem.errors?.[0]).not.toHaveProperty('input');
    });
  });
});
