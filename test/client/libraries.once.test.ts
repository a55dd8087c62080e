import { createClient, isProblem, type User } from '@roster/client';
import { mockOf } from '@roster/client/msw';
import { infiniteQueryOf, mutationOf, queryOf } from '@roster/client/react-query';
import { InfiniteQueryObserver, MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { fakeFetch, json, problem } from './fake-fetch.ts';

describe('TanStack Query', () => {
  function clientWith(...answers: Response[]) {
    const { fetch, sent } = fakeFetch(...answers);
    return { client: createClient({ baseUrl: '', fetch, maxRetries: 0 }), sent };
  }

  test('takes a query of an operation, under a key that names it', async () => {
    const { client, sent } = clientWith(json(200, { username: 'jane' }));
    const queries = new QueryClient();
    const user = await queries.fetchQuery(queryOf(client, 'getUser', { user: '@jane' }));
    expectTypeOf(user).toEqualTypeOf<User>();
    expect(user).toEqual({ username: 'jane' });
    expect(queries.getQueryData(['roster', 'getUser', { user: '@jane' }])).toEqual(user);
    await queries.invalidateQueries({ queryKey: ['roster', 'getUser'] });
    await queries.fetchQuery(queryOf(client, 'getUser', { user: '@jane' }));
    expect(sent).toHaveLength(2);
  });

  test('leaves retries to the client', async () => {
    const { client, sent } = clientWith(problem(404, 'user-not-found'));
    const observer = new QueryObserver(new QueryClient(), queryOf(client, 'getUser', { user: '@jane' }));
    const unsubscribe = observer.subscribe(() => {});
    const { error } = await observer.refetch({ cancelRefetch: false });
    unsubscribe();
    expect(isProblem(error, 'user-not-found')).toBe(true);
    expect(sent).toHaveLength(1);
  });

  test('takes a list page by page', async () => {
    const page = (name: string, nextCursor: string | null) =>
      json(200, { data: [{ username: name }], page: { limit: 1, nextCursor } });
    const { client, sent } = clientWith(page('a', 'c1'), page('b', null));
    const options = infiniteQueryOf(client, 'listUsers', { limit: 1 });
    const observer = new InfiniteQueryObserver(new QueryClient(), options);
    await observer.fetchNextPage();
    const { data, hasNextPage } = await observer.fetchNextPage();
    const names = data?.pages.flatMap((users) => users.data.map(({ username }) => username));
    expect([names, hasNextPage]).toEqual([['a', 'b'], false]);
    expect(sent.map(({ url }) => url)).toEqual(['/api/v1/users?limit=1', '/api/v1/users?limit=1&cursor=c1']);
  });

  test('aborts the call of a query that nobody wants any more', async () => {
    const aborted = vi.fn();
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => {
          aborted();
          reject(new Error('aborted'));
        });
      });
    const queries = new QueryClient();
    const query = queryOf(createClient({ baseUrl: '', fetch }), 'getMe');
    const call = queries.fetchQuery(query).catch((error: unknown) => error);
    await vi.waitFor(() => expect(queries.isFetching()).toBe(1));
    await queries.cancelQueries({ queryKey: query.queryKey });
    await call;
    expect(aborted).toHaveBeenCalledOnce();
  });

  test('takes a mutation, whose variable is the input', async () => {
    const { client, sent } = clientWith(json(201, { username: 'jane' }));
    const mutation = new MutationObserver(new QueryClient(), mutationOf(client, 'createUser'));
    expect(await mutation.mutate({ username: 'jane' })).toEqual({ username: 'jane' });
    expect(sent).toMatchObject([{ method: 'POST', body: { username: 'jane' } }]);
  });
});

describe('Mock Service Worker', () => {
  const server = setupServer(http.all('*', () => HttpResponse.error()));
  beforeAll(() => server.listen());
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  const client = createClient({ baseUrl: 'http://users.test/roster', token: 't', maxRetries: 0 });

  test('answers an operation with a body', async () => {
    server.use(
      mockOf(http, 'listUsers', { status: 200, body: { data: [], page: { limit: 1, nextCursor: null } } }),
    );
    expect((await client.listUsers({ limit: 1 })).data).toEqual([]);
  });

  test('answers with a problem, of which only the code is needed', async () => {
    const taken = { status: 409, code: 'username-taken', headers: { 'X-Request-Id': 'r7' } } as const;
    server.use(mockOf(http, 'createUser', taken));
    const error = await client.createUser({ username: 'jane' }).catch((error: unknown) => error);
    if (!isProblem(error, 'username-taken')) expect.fail('It was expected to be taken.');
    expect(error.problem).toMatchObject({ status: 409, type: '/problems/username-taken' });
    expect(error.headers.get('X-Request-Id')).toBe('r7');
  });

  test('answers without a body', async () => {
    server.use(mockOf(http, 'deleteUser', { status: 204, body: undefined }));
    expect(await client.deleteUser({ user: 'u1' })).toBeUndefined();
  });

  test('answers by what was asked', async () => {
    server.use(
      mockOf(http, 'deleteUser', ({ params, request }) =>
        params.user === '@jane' && request.headers.get('Authorization') === 'Bearer t'
          ? { status: 204, body: undefined }
          : { status: 404, code: 'user-not-found' },
      ),
    );
    expect(await client.deleteUser({ user: '@jane' })).toBeUndefined();
    await expect(client.deleteUser({ user: '@joe' })).rejects.toThrow('user-not-found');
  });

  test('answers for one base URL only, if one is given', async () => {
    const answer = { status: 404, code: 'user-not-found' } as const;
    server.use(mockOf(http, 'getUser', answer, 'http://users.test/roster/'));
    await expect(client.getUser({ user: 'u1' })).rejects.toThrow('user-not-found');
    const other = createClient({ baseUrl: 'http://other.test', maxRetries: 0 });
    await expect(other.getUser({ user: 'u1' })).rejects.toMatchObject({ name: 'NetworkError' });
  });
});
