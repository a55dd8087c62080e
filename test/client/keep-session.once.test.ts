import { createClient, isProblem, type KeptTokens, keepSession } from '@roster/client';
import { describe, expect, test, vi } from 'vitest';
import { json, problem } from './fake-fetch.ts';

const first: KeptTokens = { accessToken: 'a0', refreshToken: 'r1' };
const second: KeptTokens = { accessToken: 'a2', refreshToken: 'r2' };

/**
 * A service where the access token `a0` has run out, and `r1` is exchanged for `a2` and `r2`. The answers to refreshing
 * can be given instead.
 */
function fakeService(...refreshAnswers: (Response | Error)[]) {
  const requests: string[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const token = new Headers(init?.headers).get('Authorization')?.replace('Bearer ', '');
    requests.push([String(url).replace(/.*\//, ''), token ?? init?.body ?? '-'].join(' '));
    if (!String(url).endsWith('/refresh'))
      return token === 'a2' ? json(200, {}) : problem(401, 'credential-invalid');
    const answer = refreshAnswers.shift() ?? json(200, second);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const anonymous = createClient({ baseUrl: '', fetch });
  const clientWith = (token: ReturnType<typeof keepSession<KeptTokens>>) =>
    createClient({ baseUrl: '', fetch, token, maxRetries: 0 });
  return { requests, anonymous, clientWith };
}

type Options = Parameters<typeof keepSession<KeptTokens>>[1];

/** A client with a kept session, on a fake service. */
function given(options: Options, ...refreshAnswers: (Response | Error)[]) {
  const { requests, anonymous, clientWith } = fakeService(...refreshAnswers);
  const session = keepSession<KeptTokens>(anonymous, options);
  return { requests, session, client: clientWith(session) };
}

const codeOf = (error: unknown) => (isProblem(error) ? error.code : error);

describe('a refused token', () => {
  test('is renewed, and the call is sent once more', async () => {
    const { client, requests, session } = given({ tokens: first });
    await client.getMe();
    expect(requests).toEqual(['me a0', 'refresh {"refreshToken":"r1"}', 'me a2']);
    expect(session.tokens).toEqual(second);
  });

  test('is renewed also for a change, which the refusal kept from happening', async () => {
    const { client, requests } = given({ tokens: first });
    await client.updateMe({ displayName: 'Jane' });
    expect(requests).toEqual(['me a0', 'refresh {"refreshToken":"r1"}', 'me a2']);
  });

  test('is renewed once, however many calls wait for it', async () => {
    const { client, requests } = given({ tokens: first });
    await Promise.all(Array.from({ length: 20 }, () => client.getMe()));
    expect(requests.filter((request) => request.startsWith('refresh'))).toHaveLength(1);
    expect(requests.filter((request) => request === 'me a2')).toHaveLength(20);
  });

  test('is not renewed when another call has done so since it was sent', async () => {
    const { client, requests, session } = given({ tokens: first });
    await session.renew('a0');
    expect(await session.renew('a0')).toBe(true);
    await client.getMe();
    expect(requests).toEqual(['refresh {"refreshToken":"r1"}', 'me a2']);
  });

  test('is renewed only once for a call: a second refusal counts', async () => {
    const { client, requests } = given({ tokens: first }, json(200, { ...second, accessToken: 'a3' }));
    expect(await client.getMe().catch(codeOf)).toBe('credential-invalid');
    expect(requests).toEqual(['me a0', 'refresh {"refreshToken":"r1"}', 'me a3']);
  });

  test('is renewed for raw calls, too', async () => {
    const { client } = given({ tokens: first });
    expect(await client.raw.getMe()).toMatchObject({ ok: true });
  });

  test('of a session in cookies is renewed by the cookie', async () => {
    const tokens = { accessToken: null, refreshToken: null };
    const { client, requests } = given({ tokens }, json(200, tokens));
    await client.getMe().catch(codeOf);
    expect(requests).toEqual(['me -', 'refresh {}', 'me -']);
  });

  test('does not bother operations that need none', async () => {
    const { client, requests } = given({ tokens: first }, problem(401, 'refresh-token-invalid'));
    expect(await client.refreshSession({ refreshToken: 'x' }).catch(codeOf)).toBe('refresh-token-invalid');
    expect(requests).toEqual(['refresh {"refreshToken":"x"}']);
  });
});

describe('the end of the session', () => {
  test('is told, and the call gets the problem that it would have got', async () => {
    const save = vi.fn();
    const { client, requests, session } = given(
      { tokens: first, save },
      problem(401, 'refresh-token-invalid'),
    );
    expect(await client.getMe().catch(codeOf)).toBe('credential-invalid');
    expect(session.tokens).toBeUndefined();
    expect(save.mock.calls).toEqual([[undefined]]);
    await client.getMe().catch(codeOf);
    expect(requests).toEqual(['me a0', 'refresh {"refreshToken":"r1"}', 'me -']);
  });

  test.each([
    ['a failing service', problem(500, 'internal-error'), 'internal-error'],
    ['too many refreshes', problem(429, 'too-many-requests'), 'too-many-requests'],
  ])('is not concluded from %s, which the call is told of', async (_, answer, code) => {
    const { client, session } = given({ tokens: first }, answer);
    expect(await client.getMe().catch(codeOf)).toBe(code);
    expect(session.tokens).toEqual(first);
    await client.getMe();
    expect(session.tokens).toEqual(second);
  });

  test('does not come from a lost answer: the refresh is repeated at once', async () => {
    const { client, session, requests } = given({ tokens: first }, new TypeError('fetch failed'));
    await client.getMe();
    expect(session.tokens).toEqual(second);
    expect(requests.filter((request) => request.startsWith('refresh'))).toHaveLength(2);
  });

  test('is not concluded when the service cannot be reached', async () => {
    const lost = new TypeError('fetch failed');
    const { client, session } = given({ tokens: first }, lost, lost);
    await expect(client.getMe()).rejects.toMatchObject({
      name: 'NetworkError',
      operationId: 'refreshSession',
    });
    expect(session.tokens).toEqual(first);
  });
});

describe('new tokens', () => {
  test('are saved before they are used', async () => {
    const { requests, anonymous, clientWith } = fakeService();
    const save = async () => {
      await Promise.resolve();
      requests.push('saved');
    };
    await clientWith(keepSession<KeptTokens>(anonymous, { tokens: first, save })).getMe();
    expect(requests).toEqual(['me a0', 'refresh {"refreshToken":"r1"}', 'saved', 'me a2']);
  });

  test('of another tab or process are taken instead of renewing', async () => {
    const { client, requests } = given({ tokens: first, load: async () => second });
    await client.getMe();
    expect(requests).toEqual(['me a0', 'me a2']);
  });

  test('of a renewal do not bring back somebody who logged out meanwhile', async () => {
    const { session } = given({ tokens: first });
    const renewal = session.renew('a0');
    await session.replace(undefined);
    expect(await renewal).toBe(false);
    expect(session.tokens).toBeUndefined();
  });
});
