import { createClient, isProblem, keepSession, paginate } from '@roster/client';
import { describe, expect, it, vi } from 'vitest';
import { startOwn } from '../sessions/own-clock.ts';
import { givenUser } from '../support/given.ts';
import { type TestService, useService } from '../support/service.ts';

const service = useService();

const accessTokenMs = (at: TestService) => at.dependencies.config.accessTokenTtlSeconds * 1000;

/** A client of somebody who logged in, with a kept session whose refreshes go through the given fetch. */
async function givenKept(at: TestService, more: { fetch?: typeof fetch; save?: () => void } = {}) {
  const { user, password } = await givenUser(at);
  const tokens = await at.anonymous.logIn({ username: user.username, password });
  const session = keepSession(createClient({ baseUrl: at.url, fetch: more.fetch }), {
    tokens,
    save: more.save,
  });
  return { session, client: createClient({ baseUrl: at.url, token: session }) };
}

/** A fetch that loses answers: the service has done what was asked, and nobody hears of it. */
function losingAnswers(count: number): { fetch: typeof fetch; lost(): number } {
  let lost = 0;
  return {
    lost: () => lost,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      if (lost >= count) return response;
      lost += 1;
      await response.body?.cancel();
      throw new TypeError('fetch failed');
    },
  };
}

describe('a lost answer', () => {
  it('to a POST with an idempotency key is asked for again, and the user is there once', async () => {
    const { accessToken: token } = await givenUser(service(), { role: 'admin' });
    const { fetch, lost } = losingAnswers(2);
    const client = createClient({ baseUrl: service().url, token, fetch });
    const answer = await client.raw.createUser({ username: 'made-once' });
    expect(lost()).toBe(2);
    expect(answer).toMatchObject({ ok: true, status: 201, body: { username: 'made-once' } });
    expect(answer.headers.get('Idempotency-Replayed')).toBe('true');
  });

  it('to a refresh does not end the session', async () => {
    const { own, ownClock } = await startOwn();
    const { fetch, lost } = losingAnswers(1);
    const { client } = await givenKept(own, { fetch });
    ownClock.advance(accessTokenMs(own));
    expect((await client.getMe()).credential.kind).toBe('session');
    expect(lost()).toBe(1);
  });
});

describe('a kept session', () => {
  it('outlives its access tokens, with one refresh for many calls', async () => {
    const { own, ownClock } = await startOwn();
    const save = vi.fn();
    const { client } = await givenKept(own, { save });
    for (const round of [1, 2, 3]) {
      ownClock.advance(accessTokenMs(own));
      await Promise.all(Array.from({ length: 8 }, () => client.getMe()));
      expect(save).toHaveBeenCalledTimes(round);
    }
  });

  it('ends with the session: the caller gets the problem', async () => {
    const { client, session } = await givenKept(service());
    await client.logOut();
    const error = await client.getMe().catch((error: unknown) => error);
    expect(isProblem(error, 'credential-invalid')).toBe(true);
    expect(session.tokens).toBeUndefined();
  });
});

it('a list is read to its end, and goes on where it was left', async () => {
  const names = (await Promise.all([1, 2, 3, 4, 5].map(() => givenUser(service())))).map(
    ({ user }) => user.username,
  );
  const seen: string[] = [];
  const part = paginate(service().root.listUsers, { limit: 2, sort: 'createdAt' });
  for await (const { username } of part) {
    if (part.cursor) break;
    seen.push(username);
  }
  const { cursor } = part;
  const rest = paginate(service().root.listUsers, {
    limit: 2,
    sort: 'createdAt',
    cursor: cursor ?? undefined,
  });
  for await (const { username } of rest) seen.push(username);
  expect(seen).toEqual(expect.arrayContaining(names));
  expect(new Set(seen).size).toBe(seen.length);
});

it('raw answers have the statuses and problems that the service gives', async () => {
  const answer = await service().root.raw.getUser({ user: '@nobody-of-that-name' });
  expect(answer).toMatchObject({ ok: false, status: 404, problem: { code: 'user-not-found' } });
});
