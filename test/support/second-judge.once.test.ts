import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { send } from '../http/send.ts';
import { checkAnswer, type ObservedAnswer } from './check-answer.ts';
import { answerOf, documented, examples } from './document.ts';
import { checkAgain } from './second-judge.ts';
import { checkedFetch } from './service.ts';

/* The first judge is made blind where the tests ask for it, so that what is refused then is refused by the second. */
const judges = vi.hoisted(() => ({ isFirstBlind: false }));
vi.mock('./check-answer.ts', async (load) => {
  const real = await load<typeof import('./check-answer.ts')>();
  return {
    ...real,
    checkAnswer: (answer: ObservedAnswer) =>
      judges.isFirstBlind ? { operationId: 'getMe', status: answer.status } : real.checkAnswer(answer),
  };
});

const url = 'http://127.0.0.1/api/v1/auth/me';
const me = exampleOf('getMe', 200);

function exampleOf(operationId: string, status: number): Record<string, unknown> {
  const [content] = Object.values(answerOf(documented(operationId), status).content ?? {});
  const [name = ''] = Object.keys(content?.examples ?? {});
  // Examples of the document are objects: its own tests hold them against their schemas.
  return (content?.example ?? examples[name]?.value) as Record<string, unknown>;
}

function answer(status: number, body: unknown): ObservedAnswer {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const headers = new Headers({ 'Content-Type': `${type}; charset=utf-8`, 'X-Request-Id': 'a' });
  return { method: 'GET', url, status, headers, text: body === undefined ? '' : JSON.stringify(body) };
}

const { credential: _, ...incomplete } = me;
const problem = exampleOf('getMe', 401);
const faulty: [string, ObservedAnswer][] = [
  ['a status that is not declared', answer(202, me)],
  ['a problem with a status that is not declared', answer(402, { ...problem, status: 402 })],
  ['a code that is not declared', answer(401, { ...problem, code: 'login-failed' })],
  ['a body without a required field', answer(200, incomplete)],
  ['a field of another type', answer(200, { ...me, effectivePermissions: 'users:read' })],
  ['a field that is not in the form it has', answer(200, { ...me, user: { ...Object(me.user), id: 'x' } })],
  ['no body where one is declared', answer(200, undefined)],
];

afterEach(() => {
  judges.isFirstBlind = false;
});

describe('both judges of answers', () => {
  it.each(faulty)('refuse %s', async (_name, wrong) => {
    expect(() => checkAnswer(wrong)).toThrow();
    await expect(checkAgain('getMe', wrong)).rejects.toThrow('as another reads it');
  });

  it('refuse a body where none is declared', async () => {
    const wrong = { ...answer(204, {}), method: 'POST', url: url.replace('me', 'logout') };
    expect(() => checkAnswer(wrong)).toThrow();
    await expect(checkAgain('logOut', wrong)).rejects.toThrow('should NOT have a body');
  });

  it('accept what the document has as examples', async () => {
    for (const status of [200, 401, 414])
      await checkAgain('getMe', answer(status, exampleOf('getMe', status)));
  });
});

describe('the second judge sits', () => {
  const server = createServer((_request, response) => {
    const { status, headers, text } = answer(200, incomplete);
    const always = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
    response.writeHead(status, { ...Object.fromEntries(headers), ...always }).end(text);
  });
  let baseUrl = '';
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(() => server.close());

  it('in front of the clients and of requests made by hand', async () => {
    judges.isFirstBlind = true;
    await expect(checkedFetch([])(`${baseUrl}/api/v1/auth/me`)).rejects.toThrow('as another reads it');
    const sent = send(baseUrl, { method: 'GET', path: '/api/v1/auth/me' });
    await expect(sent).rejects.toThrow('as another reads it');
  });
});
