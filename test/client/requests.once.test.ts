import { createClient } from '@roster/client';
import { operations } from '@roster/contract';
import { describe, expect, test } from 'vitest';
import { buildRequest } from '../../client/src/build-request.ts';
import { readRoute } from '../../client/src/read-route.ts';
import { empty, fakeFetch, json } from './fake-fetch.ts';

const baseUrl = 'https://users.example.org/';

function clientWith(...answers: Response[]) {
  const { fetch, sent } = fakeFetch(...answers);
  return { client: createClient({ baseUrl, fetch, token: 'rst_a_1' }), sent };
}

test('there is a method for every operation, throwing and raw', () => {
  const { client } = clientWith();
  const { raw, ...methods } = client;
  expect(Object.keys(methods).sort()).toEqual(Object.keys(operations).sort());
  expect(Object.keys(raw).sort()).toEqual(Object.keys(operations).sort());
});

describe('the fields of the input', () => {
  test('go into path and body', async () => {
    const { client, sent } = clientWith(json(200, {}));
    await client.updateUser({ user: '@jane', displayName: null, servers: ['eu-1'] });
    expect(sent).toMatchObject([
      {
        method: 'PATCH',
        url: 'https://users.example.org/api/v1/users/%40jane',
        body: { displayName: null, servers: ['eu-1'] },
      },
    ]);
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/json');
  });

  test('go into the query, without those that are undefined', async () => {
    const { client, sent } = clientWith(json(200, {}));
    await client.listUsers({ limit: 10, cursor: 'a&b=c', sort: undefined });
    await client.listUsers();
    expect(sent.map(({ url }) => url)).toEqual([
      'https://users.example.org/api/v1/users?limit=10&cursor=a%26b%3Dc',
      'https://users.example.org/api/v1/users',
    ]);
    expect(sent[0]?.body).toBeUndefined();
    expect(sent[0]?.headers.has('Content-Type')).toBe(false);
  });

  test('are repeated in the query when they are lists', () => {
    const { path } = buildRequest('x', readRoute('GET /x?'), { role: ['a', 'b c'], active: false, none: [] });
    expect(path).toBe('/x?role=a&role=b+c&active=false');
  });

  test('go into query and body where an operation has both', () => {
    const input = { dryRun: true, name: 'a' };
    expect(buildRequest('x', readRoute('POST /x?dryRun b'), input)).toEqual({
      path: '/x?dryRun=true',
      body: '{"name":"a"}',
    });
  });

  test('that JSON brought along change no prototype', async () => {
    const { client, sent } = clientWith(json(200, {}));
    const metadata = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    await client.updateUser({ user: 'u1', metadata });
    await client.updateUser(JSON.parse('{"user":"u1","__proto__":{"polluted":1}}'));
    expect(JSON.stringify(sent[0]?.body)).toContain('__proto__');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('cannot leave their place in the path', async () => {
    const { client, sent } = clientWith(json(200, {}));
    await client.getUser({ user: '../roles?x=1#/{user}' });
    expect(sent[0]?.url).toBe('https://users.example.org/api/v1/users/..%2Froles%3Fx%3D1%23%2F%7Buser%7D');
  });

  test.each(['', '.', '..', undefined, null, 7])(
    'are refused before anything is sent: user %j',
    async (user) => {
      const { client, sent } = clientWith(empty(204));
      // What callers without types can do.
      const input = { user } as { user: string };
      await expect(client.deleteUser(input)).rejects.toThrow(TypeError);
      await expect(client.raw.deleteUser(input)).rejects.toThrow(TypeError);
      expect(sent).toEqual([]);
    },
  );

  test('are refused when the operation has no place for them', async () => {
    const { client, sent } = clientWith(json(200, {}));
    const input = { user: '@jane', expand: 'roles' };
    await expect(client.getUser(input)).rejects.toThrow('getUser has no field "expand".');
    expect(sent).toEqual([]);
  });

  test('leave a body only where the operation has one', async () => {
    const { client, sent } = clientWith(empty(204));
    await client.logOut();
    expect(sent[0]).toMatchObject({ method: 'POST', body: undefined });
    expect(sent[0]?.headers.has('Content-Type')).toBe(false);
  });
});

describe('the token', () => {
  test('is sent with operations that need a credential, and only with these', async () => {
    const { client, sent } = clientWith(json(200, {}));
    await client.getMe();
    await client.logIn({ username: 'jane', password: 'secret' });
    expect(sent.map(({ headers }) => headers.get('Authorization'))).toEqual(['Bearer rst_a_1', null]);
  });

  test('may come from a function, which is asked before every call', async () => {
    const { fetch, sent } = fakeFetch(json(200, {}));
    const tokens = ['first', undefined, 'third'];
    const client = createClient({ baseUrl, fetch, token: async () => tokens.shift() });
    for (const _ of [1, 2, 3]) await client.getMe();
    expect(sent.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer first',
      null,
      'Bearer third',
    ]);
  });

  test('can be replaced or left out for one call', async () => {
    const { client, sent } = clientWith(json(200, {}));
    await client.getMe({}, { token: 'other' });
    await client.getMe({}, { token: () => 'asked' });
    await client.getMe({}, { token: null });
    await client.getMe({}, { token: undefined });
    expect(sent.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer other',
      'Bearer asked',
      null,
      'Bearer rst_a_1',
    ]);
  });
});

describe('headers', () => {
  test('of the call are stronger than those of the client, whatever their case', async () => {
    const { fetch, sent } = fakeFetch(json(200, {}));
    const client = createClient({
      baseUrl,
      fetch,
      headers: { 'X-Request-Id': 'mine', 'User-Agent': 'console/1' },
    });
    await client.getMe({}, { headers: { 'x-request-id': 'this one' } });
    expect(sent[0]?.headers.get('X-Request-Id')).toBe('this one');
    expect(sent[0]?.headers.get('User-Agent')).toBe('console/1');
  });

  test('name the version that a change is meant for, given as a tag or as the resource', async () => {
    const { client, sent } = clientWith(json(200, {}));
    await client.updateUser({ user: 'id' }, { ifMatch: '"id.3"' });
    await client.updateUser({ user: 'id' }, { ifMatch: { id: 'id', version: 4 } });
    await client.updateUser({ user: 'id' });
    expect(sent.map(({ headers }) => headers.get('If-Match'))).toEqual(['"id.3"', '"id.4"', null]);
  });

  test('promise no check of the version where nobody makes it', async () => {
    const { client, sent } = clientWith(json(200, {}));
    // @ts-expect-error createUser does not honour If-Match.
    await expect(client.createUser({ username: 'jane' }, { ifMatch: '"id.3"' })).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });
});

test.each([
  ['', '/api/v1/auth/me'],
  ['http://localhost:3000', 'http://localhost:3000/api/v1/auth/me'],
  ['https://example.org/roster//', 'https://example.org/roster/api/v1/auth/me'],
])('the base URL %j leads to %s', async (base, url) => {
  const { fetch, sent } = fakeFetch(json(200, {}));
  await createClient({ baseUrl: base, fetch }).getMe();
  expect(sent[0]?.url).toBe(url);
});
