import { describe, expect, it } from 'vitest';
import { rootToken, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { useService } from '../support/service.ts';
import { expectNoTrace } from './no-trace.ts';
import { rawExchange } from './raw-exchange.ts';
import { type Answer, send } from './send.ts';

const service = useService();

async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const token = await rootToken(service());
  return send(service().url, {
    method: 'GET',
    path,
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
}

describe('headers', () => {
  it.each(['a', 'A-z.0_9', 'x'.repeat(64)])('X-Request-Id %s is taken over', async (id) => {
    const answer = await get('/api/v1/auth/me', { 'X-Request-Id': id });
    expect(answer.headers.get('x-request-id')).toBe(id);
  });

  it.each(['', 'x'.repeat(65), 'a b', 'a\tb', 'ä', '<script>', "' or 1", 'a,b', 'a%0d%0a'])(
    'X-Request-Id %j is replaced',
    async (id) => {
      const answer = await get('/api/v1/auth/me', { 'X-Request-Id': id });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('a repeated X-Request-Id is replaced', async () => {
    const answer = await send(service().url, {
      method: 'GET',
      path: '/api/v1/users',
      headers: { 'X-Request-Id': ['a', 'b'] },
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'a header named %s is harmless',
    async (name) => {
      const token = await rootToken(service());
      const parts = [
        `GET /api/v1/auth/me HTTP/1.1\r\nHost: roster\r\nAuthorization: Bearer ${token}\r\n${name}: x\r\nConnection: close\r\n\r\n`,
      ];
      const { answer } = await rawExchange(service().url, { path: '/api/v1/auth/me', parts });
      expect(answer?.status).toBe(200);
      expect(Reflect.get({}, 'x')).toBeUndefined();
    },
  );

  it.each([
    'Basic cm9vdDpyb290',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'bearer rst_a_',
    'Bearer \u00e9',
    `Bearer ${'a'.repeat(8_000)}`,
    'Bearer null',
    "Bearer ' or 1=1 --",
    '',
  ])('Authorization %j is no credential', async (value) => {
    expect((await get('/api/v1/auth/me', { Authorization: value })).problem?.code).toBe('credential-invalid');
  });

  it.each(['W/"x"', '', '"', '*, "x"', '"a", "b"', 'x'.repeat(8_000), '"\u00e9"'])(
    'If-Match %j matches nothing',
    async (value) => {
      const sample = await sampleRequests.deleteUser(service());
      const answer = await expectNoTrace(service(), () =>
        send(service().url, wireForm({ ...sample, ifMatch: value })),
      );
      expect(answer.problem?.code).toBe('version-mismatch');
    },
  );
});
