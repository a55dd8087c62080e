import {
  createClient,
  isProblem,
  NetworkError,
  ProblemError,
  RosterError,
  TimeoutError,
  UnexpectedAnswerError,
  type User,
} from '@roster/client';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { empty, fakeFetch, html, json, problem } from './fake-fetch.ts';

function clientAnswering(...answers: (Response | Error)[]) {
  const { fetch } = fakeFetch(...answers);
  return createClient({ baseUrl: 'https://users.example.org', fetch, maxRetries: 0 });
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('It was expected to reject.'),
    (error: unknown) => error,
  );
}

/** A fetch whose answer never comes, but which obeys its signal as the platform's does. */
const silentFetch: typeof fetch = (_url, init) =>
  new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () =>
      reject(new DOMException('This operation was aborted', 'AbortError')),
    );
  });

describe('success', () => {
  test('is the typed body', async () => {
    const user = await clientAnswering(json(200, { id: 'u1', username: 'jane' })).getUser({ user: '@jane' });
    expectTypeOf(user).toEqualTypeOf<User>();
    expect(user).toEqual({ id: 'u1', username: 'jane' });
  });

  test('without a body is undefined', async () => {
    const client = clientAnswering(empty(204, { ETag: '"u1.2"' }));
    expect(await client.deleteUser({ user: '@jane' })).toBeUndefined();
    const raw = await client.raw.resetUserPassword({ user: '@jane', newPassword: 'a fresh start' });
    expect(raw).toMatchObject({ ok: true, status: 204, body: undefined });
    expect(raw.headers.get('ETag')).toBe('"u1.2"');
  });

  test('of a raw call comes with status and headers', async () => {
    const answer = await clientAnswering(
      json(201, { id: 'u1' }, { Location: '/api/v1/users/u1' }),
    ).raw.createUser({});
    if (!answer.ok) expect.fail('It was expected to succeed.');
    expectTypeOf(answer.status).toEqualTypeOf<201>();
    expect(answer.body.id).toBe('u1');
    expect(answer.headers.get('Location')).toBe('/api/v1/users/u1');
  });
});

describe('a problem', () => {
  test('is thrown with all that the service said', async () => {
    const error = await errorOf(
      clientAnswering(problem(409, 'username-taken')).createUser({ username: 'jane' }),
    );
    if (!(error instanceof ProblemError)) expect.fail('It was expected to be a ProblemError.');
    expect(error).toMatchObject({
      name: 'ProblemError',
      operationId: 'createUser',
      code: 'username-taken',
      status: 409,
    });
    expect(error.problem.requestId).toBe('r1');
    expect(error.headers.get('X-Request-Id')).toBe('r1');
    expect(error.message).toBe('createUser: 409 username-taken: It happened.');
  });

  test('is returned by a raw call, with the codes of the operation', async () => {
    const answer = await clientAnswering(problem(404, 'user-not-found')).raw.getUser({ user: '@jane' });
    if (answer.ok) expect.fail('It was expected to fail.');
    expectTypeOf<'user-not-found'>().toExtend<typeof answer.problem.code>();
    expectTypeOf<'username-taken'>().not.toExtend<typeof answer.problem.code>();
    expect(answer).toMatchObject({ status: 404, problem: { code: 'user-not-found' } });
    // The status tells which problems there can be.
    if (answer.status !== 404) expect.fail('It was expected to be a 404.');
    expectTypeOf(answer.problem.code).toEqualTypeOf<'user-not-found'>();
  });

  test('is told from others by its code', async () => {
    const error = await errorOf(clientAnswering(problem(404, 'user-not-found')).getUser({ user: '@jane' }));
    expect(isProblem(error)).toBe(true);
    expect(isProblem(error, 'username-taken')).toBe(false);
    expect(isProblem(new Error('other'))).toBe(false);
    if (!isProblem(error, 'user-not-found', 'not-found')) expect.fail('It has one of the codes.');
    expectTypeOf(error.code).toEqualTypeOf<'user-not-found' | 'not-found'>();
  });

  test('is recognized across two copies of this package, an ES module and a CommonJS module', () => {
    const foreign = Object.assign(new Error('x'), { name: 'ProblemError', code: 'username-taken' });
    expect(isProblem(foreign, 'username-taken')).toBe(true);
    expect(isProblem(foreign, 'email-taken')).toBe(false);
    expect(isProblem({ name: 'ProblemError', code: 'username-taken' })).toBe(false);
  });

  test('that a newer service invented is a problem all the same', async () => {
    const error = await errorOf(clientAnswering(problem(409, 'invented-later')).getMe());
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'invented-later' });
  });
});

describe('an answer that is not the service’s', () => {
  test.each([
    ['the page of a proxy', html(502)],
    ['a page with status 200', html(200)],
    ['JSON that breaks off', new Response('{"id":', { headers: { 'Content-Type': 'application/json' } })],
    ['no body where one belongs', new Response('', { headers: { 'Content-Type': 'application/json' } })],
    ['JSON that is no problem', json(500, { message: 'oops' })],
    ['null as a problem', json(500, null)],
    ['a redirect', new Response(null, { status: 302, headers: { Location: 'https://evil.example' } })],
  ])('is an UnexpectedAnswerError: %s', async (_, answer) => {
    const client = clientAnswering(answer);
    for (const call of [client.getMe(), client.raw.getMe()]) {
      const error = await errorOf(call);
      expect(error).toBeInstanceOf(UnexpectedAnswerError);
      expect(error).toMatchObject({ operationId: 'getMe', status: answer.status });
    }
  });

  test('shows the beginning of its text', async () => {
    const error = await errorOf(clientAnswering(new Response('x'.repeat(9000), { status: 502 })).getMe());
    expect(error).toMatchObject({
      text: 'x'.repeat(500),
      message: 'getMe: unexpected answer with status 502',
    });
  });

  test('is noticed where no body belongs, too', async () => {
    expect(await errorOf(clientAnswering(html(200)).logOut())).toBeInstanceOf(UnexpectedAnswerError);
  });
});

describe('no answer', () => {
  test('is a NetworkError with its cause', async () => {
    const cause = new TypeError('fetch failed');
    const error = await errorOf(clientAnswering(cause).getMe());
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toBeInstanceOf(RosterError);
    expect(error).toMatchObject({ operationId: 'getMe', cause });
  });

  test('is a NetworkError when the body breaks off', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    const fetch = async () => new Response(broken, { headers: { 'Content-Type': 'application/json' } });
    const error = await errorOf(createClient({ baseUrl: '', fetch, maxRetries: 0 }).getMe());
    expect(error).toBeInstanceOf(NetworkError);
  });

  test('within the time limit is a TimeoutError', async () => {
    const client = createClient({ baseUrl: '', fetch: silentFetch, timeoutMs: 60_000 });
    const error = await errorOf(client.getMe({}, { timeoutMs: 5 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeoutMs: 5, message: 'getMe: no answer within 5 ms' });
  });

  test('is waited for until the caller aborts, whose reason is thrown', async () => {
    const client = createClient({ baseUrl: '', fetch: silentFetch });
    const controller = new AbortController();
    const reason = new Error('the page was left');
    const call = client.getMe({}, { signal: controller.signal, timeoutMs: 0 });
    controller.abort(reason);
    expect(await errorOf(call)).toBe(reason);
  });

  test('is asked for when the signal has aborted before', async () => {
    const { fetch, sent } = fakeFetch(json(200, {}));
    const signal = AbortSignal.abort('too late');
    expect(await errorOf(createClient({ baseUrl: '', fetch }).getMe({}, { signal }))).toBe('too late');
    expect(sent).toEqual([]);
  });
});
