import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, NetworkError, UnexpectedAnswerError, type User } from '@roster/client';
import { mockOf } from '@roster/client/msw';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { html } from './fake-fetch.ts';

const headers = { 'Content-Type': 'application/x-ndjson; charset=utf-8' };

/** A client that is answered with these bytes, one chunk after the other, and what became of the stream. */
function clientStreaming(chunks: readonly (string | Uint8Array)[], isEndless = false) {
  const state = { pulled: 0, cancelled: false };
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const body = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          init?.signal?.addEventListener('abort', () => controller.error(new Error('of the platform')));
        },
        pull(controller) {
          const chunk = chunks[state.pulled];
          state.pulled += 1;
          if (chunk !== undefined) controller.enqueue(Buffer.from(chunk));
          else if (!isEndless) controller.close();
        },
        cancel() {
          state.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers });
  };
  return { client: createClient({ baseUrl: '', fetch, maxRetries: 0, timeoutMs: 20 }), state };
}

async function namesOf(users: AsyncIterable<User>): Promise<string[]> {
  const names: string[] = [];
  for await (const user of users) names.push(user.username);
  return names;
}

const jane = '{"username":"jane"}\n';
const zoe = '{"username":"zoë"}\n';
const end = '{"end":true,"count":2}\n';

describe('a stream', () => {
  test('is iterated item by item', async () => {
    const { client } = clientStreaming([jane + zoe, end]);
    const users = await client.exportUsers();
    for await (const user of users) expectTypeOf(user).toEqualTypeOf<User>();
    const raw = await clientStreaming([jane + zoe, end]).client.raw.exportUsers();
    if (!raw.ok) expect.fail('It was expected to succeed.');
    expect(await namesOf(raw.body)).toEqual(['jane', 'zoë']);
  });

  test('is put together wherever it was cut, in the middle of a character too', async () => {
    const bytes = [...Buffer.from(jane + zoe + end)].map((byte) => Uint8Array.of(byte));
    expect(await namesOf(await clientStreaming(bytes).client.exportUsers())).toEqual(['jane', 'zoë']);
  });

  test.each([
    ['without its last line', [jane, zoe]],
    ['in the middle of a line', [jane, '{"user']],
    ['in the middle of its last line', [jane, zoe, end.trimEnd()]],
    ['with lines missing', [jane, end]],
    ['without anything', []],
  ])('that breaks off %s throws a NetworkError', async (_, chunks) => {
    const { client } = clientStreaming(chunks);
    await expect(namesOf(await client.exportUsers())).rejects.toThrow(NetworkError);
  });

  test('is asked for no more than is taken, and let go when that is enough', async () => {
    const { client, state } = clientStreaming([jane, zoe, end]);
    for await (const user of await client.exportUsers()) {
      expect(user.username).toBe('jane');
      break;
    }
    expect(state).toEqual({ pulled: 1, cancelled: true });
  });

  test('may take longer than the time limit, which is over when it begins', async () => {
    const { client } = clientStreaming([jane, zoe, end]);
    const users = await client.exportUsers();
    await sleep(40);
    expect(await namesOf(users)).toEqual(['jane', 'zoë']);
  });

  test('is aborted by the signal of the call, whose reason is thrown', async () => {
    const controller = new AbortController();
    const { client } = clientStreaming([jane], true);
    const reason = new Error('the page was left');
    const names = namesOf(await client.exportUsers({}, { signal: controller.signal }));
    controller.abort(reason);
    await expect(names).rejects.toBe(reason);
  });

  test('can be had as bytes', async () => {
    const { response } = await clientStreaming([jane, zoe, end]).client.exportUsers();
    expect(await response.text()).toBe(jane + zoe + end);
  });

  test('is not taken for one where something else answers', async () => {
    const client = createClient({ baseUrl: '', fetch: async () => html(200) });
    await expect(client.exportUsers({ format: 'csv' })).rejects.toThrow(UnexpectedAnswerError);
  });

  test('can be mocked with a whole response', async () => {
    const body = () => new HttpResponse(jane + zoe + end, { headers });
    const server = setupServer(mockOf(http, 'exportUsers', () => ({ status: 200, body: body() })));
    server.listen();
    try {
      const client = createClient({ baseUrl: 'https://users.example.org' });
      expect(await namesOf(await client.exportUsers())).toEqual(['jane', 'zoë']);
    } finally {
      server.close();
    }
  });
});
