import {
  createClient,
  NetworkError,
  ProblemError,
  TimeoutError,
  UnexpectedAnswerError,
} from '@roster/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeFetch, html, json, problem } from './fake-fetch.ts';

const lost = () => new TypeError('fetch failed');

function later(status: number, code: string, retryAfter: string): Response {
  const answer = problem(status, code);
  answer.headers.set('Retry-After', retryAfter);
  return answer;
}

function clientWith(...answers: (Response | Error)[]) {
  const { fetch, sent } = fakeFetch(...answers);
  return { client: createClient({ baseUrl: '', fetch, token: 't' }), sent };
}

/** Settles a call while time runs as fast as it can. */
async function settle<Result>(call: Promise<Result>): Promise<Result | unknown> {
  const outcome = call.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return outcome;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount(), 'timers that would keep a process alive').toBe(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a GET is sent again', () => {
  test.each([
    ['a lost connection', lost()],
    ['an overloaded service', problem(503, 'overloaded')],
    ['too many requests', problem(429, 'too-many-requests')],
    ['the page of a proxy', html(502)],
    ['a gateway that lost patience', html(504)],
  ])('after %s', async (_, failure) => {
    const { client, sent } = clientWith(failure, failure, json(200, { id: 'u1' }));
    expect(await settle(client.getUser({ user: 'u1' }))).toEqual({ id: 'u1' });
    expect(sent).toHaveLength(3);
  });

  test.each([
    ['a problem', problem(503, 'overloaded'), ProblemError],
    ['a lost connection', lost(), NetworkError],
    ['the page of a proxy', html(502), UnexpectedAnswerError],
  ])('two times at most, then the last outcome counts: %s', async (_, failure, type) => {
    const { client, sent } = clientWith(failure);
    expect(await settle(client.getMe())).toBeInstanceOf(type);
    expect(sent).toHaveLength(3);
  });

  test('as often as the client or the call says', async () => {
    const { fetch, sent } = fakeFetch(lost());
    const client = createClient({ baseUrl: '', fetch, maxRetries: 1 });
    await settle(client.getMe());
    expect(sent).toHaveLength(2);
    await settle(client.getMe({}, { maxRetries: 0 }));
    expect(sent).toHaveLength(3);
  });

  test('raw, too', async () => {
    const { client } = clientWith(problem(503, 'overloaded'), json(200, {}));
    expect(await settle(client.raw.getMe())).toMatchObject({ ok: true });
  });

  test.each([
    [500, 'internal-error'],
    [404, 'user-not-found'],
    [401, 'credential-invalid'],
    [422, 'validation-failed'],
  ])('not after %d %s, which would come again', async (status, code) => {
    const { client, sent } = clientWith(problem(status, code));
    expect(await settle(client.getMe())).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });
});

describe('a change is never sent again', () => {
  test.each([
    ['PATCH', 'updateUser', { user: 'u1', displayName: null }],
    ['PUT', 'putPermission', { permission: 'a:b', description: 'x', category: 'y' }],
    ['DELETE', 'deleteUser', { user: 'u1' }],
    ['POST', 'logIn', { username: 'jane', password: 'secret' }],
  ] as const)('%s', async (method, operationId, input) => {
    for (const failure of [lost(), later(503, 'overloaded', '1'), later(429, 'too-many-requests', '1')]) {
      const { client, sent } = clientWith(failure);
      // The table pairs each operation with its own input, which the union of methods cannot say.
      const call = client[operationId] as (input: unknown) => Promise<unknown>;
      expect(await settle(call(input))).toBeInstanceOf(Error);
      expect(sent.map((request) => request.method)).toEqual([method]);
    }
  });
});

describe('the wait before an attempt', () => {
  async function waitsOf(random: number, ...answers: (Response | Error)[]) {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    const times: number[] = [];
    const { fetch } = fakeFetch(...answers);
    const timed: typeof fetch = (...args) => {
      times.push(Date.now());
      return fetch(...args);
    };
    await settle(createClient({ baseUrl: '', fetch: timed, maxRetries: 3, timeoutMs: 0 }).getMe());
    return times.slice(1).map((time, index) => time - (times[index] ?? 0));
  }

  test('doubles, and has a random part', async () => {
    expect(await waitsOf(0, lost())).toEqual([250, 500, 1000]);
    expect(await waitsOf(0.5, lost())).toEqual([375, 750, 1500]);
  });

  test('is what the service asks for and a little more, in seconds or as a date', async () => {
    expect(await waitsOf(0, later(503, 'overloaded', '7'), json(200, {}))).toEqual([7_250]);
    vi.setSystemTime(new Date('2026-01-01T00:00:00Z'));
    const date = 'Thu, 01 Jan 2026 00:00:09 GMT';
    expect(await waitsOf(0, later(503, 'overloaded', date), json(200, {}))).toEqual([9_250]);
  });

  test.each(['soon', '-5', ''])('does not suffer from Retry-After: %j', async (value) => {
    expect(await waitsOf(0, later(503, 'overloaded', value), json(200, {}))).toEqual([250]);
  });

  test('is not begun when the service asks for more than a minute', async () => {
    expect(await waitsOf(0, later(429, 'too-many-requests', '61'))).toEqual([]);
  });

  test('is not begun when the time limit would end it', async () => {
    const { client, sent } = clientWith(later(429, 'too-many-requests', '5'));
    const started = Date.now();
    expect(await settle(client.getMe({}, { timeoutMs: 5_000 }))).toMatchObject({ code: 'too-many-requests' });
    expect([sent.length, Date.now() - started]).toEqual([1, 0]);
  });

  test('ends when the caller aborts', async () => {
    const { client, sent } = clientWith(later(503, 'overloaded', '20'));
    const controller = new AbortController();
    setTimeout(() => controller.abort('left'), 1_000);
    const call = client
      .getMe({}, { signal: controller.signal, timeoutMs: 0 })
      .catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await call).toBe('left');
    expect(vi.getTimerCount(), 'timers that would keep a process alive').toBe(0);
    expect(sent).toHaveLength(1);
  });
});

describe('the time limit', () => {
  test('covers the call with all its attempts', async () => {
    const { fetch } = fakeFetch(lost());
    const slow: typeof fetch = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return fetch(...args);
    };
    const client = createClient({ baseUrl: '', fetch: slow, timeoutMs: 1_000 });
    const started = Date.now();
    const call = client.getMe().catch((error: unknown) => [error, Date.now() - started]);
    await vi.runAllTimersAsync();
    expect(await call).toEqual([expect.any(TimeoutError), 1_000]);
  });

  test('holds for a token that does not come', async () => {
    const { fetch, sent } = fakeFetch(json(200, {}));
    const client = createClient({ baseUrl: '', fetch, token: () => new Promise(() => {}) });
    expect(await settle(client.getMe())).toMatchObject({ name: 'TimeoutError', timeoutMs: 30_000 });
    expect(sent).toEqual([]);
  });

  test('holds for a token that comes too late: nothing is sent with it', async () => {
    const { fetch, sent } = fakeFetch(json(200, {}));
    const token = () => new Promise<string>((resolve) => setTimeout(resolve, 2_000, 't'));
    const client = createClient({ baseUrl: '', fetch, token, timeoutMs: 1_000 });
    expect(await settle(client.getMe())).toBeInstanceOf(TimeoutError);
    expect(sent).toEqual([]);
  });
});
