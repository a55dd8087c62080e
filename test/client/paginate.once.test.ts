import { createClient, paginate, type User } from '@roster/client';
import { expect, expectTypeOf, test } from 'vitest';
import { fakeFetch, json, problem } from './fake-fetch.ts';

const page = (names: string[], nextCursor: string | null) =>
  json(200, { data: names.map((username) => ({ username })), page: { limit: 2, nextCursor } });

function listOf(...answers: Response[]) {
  const { fetch, sent } = fakeFetch(...answers);
  return { list: createClient({ baseUrl: '', fetch }).listUsers, urls: () => sent.map(({ url }) => url) };
}

test('walks through all items, also past an empty page', async () => {
  const { list, urls } = listOf(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c'], null));
  const names: string[] = [];
  for await (const user of paginate(list, { limit: 2 })) {
    expectTypeOf(user).toEqualTypeOf<User>();
    names.push(user.username);
  }
  expect(names).toEqual(['a', 'b', 'c']);
  expect(urls()).toEqual([
    '/api/v1/users?limit=2',
    '/api/v1/users?limit=2&cursor=c1',
    '/api/v1/users?limit=2&cursor=c2',
  ]);
});

test('walks through whole pages', async () => {
  const { list } = listOf(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c'], null));
  const sizes: [number, string | null][] = [];
  for await (const { data, page } of paginate(list, {}).pages) sizes.push([data.length, page.nextCursor]);
  expect(sizes).toEqual([
    [2, 'c1'],
    [0, 'c2'],
    [1, null],
  ]);
});

test('asks for no page that nobody wants, and begins where it is told to', async () => {
  const { list, urls } = listOf(page(['a', 'b'], 'c1'));
  for await (const _ of paginate(list, { cursor: 'c0' })) break;
  expect(urls()).toEqual(['/api/v1/users?cursor=c0']);
});

test('tells where to go on, so that no item is missed', async () => {
  const { list } = listOf(page(['a', 'b'], 'c1'), page(['c', 'd'], 'c2'), page(['e'], null));
  const users = paginate(list, {});
  expect(users.cursor).toBeUndefined();
  const seen: [string, string | null | undefined][] = [];
  for await (const { username } of users) seen.push([username, users.cursor]);
  expect(seen).toEqual([
    ['a', undefined],
    ['b', undefined],
    ['c', 'c1'],
    ['d', 'c1'],
    ['e', 'c2'],
  ]);
  expect(users.cursor).toBeNull();
});

test('keeps its place when a page fails', async () => {
  const { list } = listOf(page(['a', 'b'], 'c1'), problem(500, 'internal-error'));
  const users = paginate(list, {});
  const names: string[] = [];
  await expect(
    (async () => {
      for await (const { username } of users) names.push(username);
    })(),
  ).rejects.toThrow('internal-error');
  expect([names, users.cursor]).toEqual([['a', 'b'], 'c1']);
});

test('passes the options of the call on to every page', async () => {
  const { list, urls } = listOf(page(['a'], 'c1'), page(['b'], null));
  const controller = new AbortController();
  const users = paginate(list, {}, { signal: controller.signal });
  await expect(
    (async () => {
      for await (const _ of users) controller.abort(new Error('enough'));
    })(),
  ).rejects.toThrow('enough');
  expect(urls()).toHaveLength(1);
});
