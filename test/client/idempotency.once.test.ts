import { createClient, UnexpectedAnswerError } from '@roster/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeFetch, html, json, problem } from './fake-fetch.ts';

const jane = { username: 'jane' };

function clientWith(...answers: (Response | Error)[]) {
  const { fetch, sent } = fakeFetch(...answers);
  const keys = () => sent.map(({ headers }) => headers.get('Idempotency-Key'));
  return { client: createClient({ baseUrl: '', fetch, token: 't' }), sent, keys };
}

async function settle(call: Promise<unknown>): Promise<unknown> {
  const outcome = call.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return outcome;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a POST that takes an idempotency key', () => {
  test.each([
    ['a lost connection', new TypeError('fetch failed')],
    ['a lost outcome', problem(503, 'outcome-unknown')],
    ['an overloaded service', problem(503, 'overloaded')],
    ['the page of a proxy', html(502)],
    ['a copy of it that is still being worked on', problem(409, 'idempotency-in-progress')],
  ])('is sent again with the same key after %s', async (_, failure) => {
    const { client, sent, keys } = clientWith(failure, failure, json(201, { id: 'u1' }));
    expect(await settle(client.createUser(jane))).toEqual({ id: 'u1' });
    expect(keys()).toHaveLength(3);
    expect(new Set(keys()).size).toBe(1);
    expect(sent.map(({ body }) => body)).toEqual([jane, jane, jane]);
  });

  test('gets a key of its own for every call, as long and as visible as the service asks', async () => {
    const { client, keys } = clientWith(json(201, {}));
    for (let call = 0; call < 50; call += 1) await client.createUser(jane);
    expect(new Set(keys()).size).toBe(50);
    for (const key of keys()) expect(key).toMatch(/^[\x21-\x7e]{22,128}$/);
  });

  test('carries the key that the caller gives', async () => {
    const { client, keys } = clientWith(html(503), json(201, {}));
    await settle(client.createUser(jane, { idempotencyKey: 'the key of this order, once' }));
    expect(keys()).toEqual(Array(2).fill('the key of this order, once'));
  });

  test('without retries has no key unless the caller gives one', async () => {
    const { client, keys } = clientWith(html(503));
    for (const idempotencyKey of [undefined, 'a key of the caller that is his'])
      expect(await settle(client.createUser(jane, { maxRetries: 0, idempotencyKey }))).toBeInstanceOf(
        UnexpectedAnswerError,
      );
    expect(keys()).toEqual([null, 'a key of the caller that is his']);
  });

  test.each([
    [409, 'username-taken'],
    [422, 'idempotency-key-reused'],
    [500, 'internal-error'],
  ])('is not sent again after %d %s', async (status, code) => {
    const { client, keys } = clientWith(problem(status, code));
    expect(await settle(client.createUser(jane))).toMatchObject({ code });
    expect(keys()).toHaveLength(1);
  });
});

test('other operations get no key, and refuse one before anything is sent', async () => {
  const { client, sent, keys } = clientWith(json(200, {}));
  await client.getMe();
  await client.updateMe({ displayName: null });
  expect(keys()).toEqual([null, null]);
  // @ts-expect-error updateMe takes no idempotency key.
  await expect(client.updateMe({}, { idempotencyKey: 'x' })).rejects.toThrow(TypeError);
  expect(sent).toHaveLength(2);
});
