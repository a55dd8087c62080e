import type { OperationId } from '@roster/contract';
import type { Dependencies } from '@roster/server';
import { describe, expect, it } from 'vitest';
import { rootToken, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { useService } from '../support/service.ts';
import { expectNoTrace } from './no-trace.ts';
import { rawExchange } from './raw-exchange.ts';
import { send } from './send.ts';

let hashCalls = 0;

/** Counts what the hasher is asked for. */
function countHashes(dependencies: Dependencies): Dependencies {
  const { hasher } = dependencies;
  return {
    ...dependencies,
    hasher: {
      ...hasher,
      hash: (password) => {
        hashCalls += 1;
        return hasher.hash(password);
      },
      verify: (hash, password) => {
        hashCalls += 1;
        return hasher.verify(hash, password);
      },
    },
  };
}

const service = useService({ override: countHashes });

describe('bodies', () => {
  const megabyte = 'p'.repeat(1024 * 1024);

  it.each([
    ['1 MiB', megabyte, 'payload-too-large'],
    ['200 KiB', megabyte.slice(0, 200 * 1024), 'validation-failed'],
    ['257 characters', megabyte.slice(0, 257), 'validation-failed'],
  ])('a password of %s is refused before it is hashed', async (_size, password, code) => {
    const fields = {
      logIn: 'password',
      changeOwnPassword: 'currentPassword',
      createUser: 'password',
      resetUserPassword: 'newPassword',
    } as const;
    for (const [id, field] of Object.entries(fields)) {
      const sample = await sampleRequests[id as OperationId](service()); // The keys above are operations.
      const before = hashCalls;
      const answer = await expectNoTrace(service(), () =>
        send(service().url, wireForm({ ...sample, body: { ...Object(sample.body), [field]: password } })),
      );
      expect(answer.problem?.code).toBe(code);
      expect(hashCalls).toBe(before);
    }
  });

  it('a body one byte too long is too large, however it is sent', async () => {
    const sample = await sampleRequests.createUser(service());
    const { headers } = wireForm(sample);
    const long = Buffer.alloc(256 * 1024 + 1, 0x20);
    const sent = { method: 'POST', path: sample.path, body: long };
    const whole = await send(service().url, { ...sent, headers: { ...headers } });
    const inChunks = await send(service().url, {
      ...sent,
      headers: { ...headers, 'Transfer-Encoding': 'chunked' },
    });
    const fits = await send(service().url, { ...sent, headers: { ...headers }, body: long.subarray(1) });
    expect(whole.problem?.code).toBe('payload-too-large');
    expect(inChunks.problem?.code).toBe('payload-too-large');
    expect(fits.problem?.code).toBe('malformed-request');
  });

  it('a body that is announced as too large is refused before it is sent', async () => {
    const sample = await sampleRequests.createUser(service());
    const head = [
      `POST ${sample.path} HTTP/1.1`,
      'Host: roster',
      `Authorization: Bearer ${sample.token}`,
      'Content-Type: application/json',
      'Content-Length: 1000000000',
      'Connection: close',
      '',
      '{"a',
    ];
    const { answer, elapsedMs } = await rawExchange(service().url, {
      method: 'POST',
      path: sample.path,
      parts: [head.join('\r\n')],
    });
    expect(answer?.problem?.code).toBe('payload-too-large');
    expect(elapsedMs).toBeLessThan(2_000);
  });

  const fields: [string, string, string][] = [
    ['displayName', 'a\u0000b', 'invalid_text'],
    ['displayName', 'a\u001b[31m', 'invalid_text'],
    ['displayName', 'a\r\nb', 'invalid_text'],
    ['displayName', 'a\u0085b', 'invalid_text'],
    ['displayName', ' \u3000 ', 'invalid_text'],
    ['username', 'abc\u0000', 'invalid_username'],
    ['username', 'abc\n', 'invalid_username'],
    ['username', 'ad\u200bmin', 'invalid_username'],
    ['username', '__proto__', 'invalid_username'],
    ['email', 'a@b.example\n', 'invalid_email'],
    ['email', 'a\u0000@b.example', 'invalid_email'],
    ['did', 'did:plc:abc\n', 'invalid_did'],
  ];
  it.each(fields)('%s refuses %j', async (field, value, type) => {
    const sample = await sampleRequests.createUser(service());
    const body = { ...Object(sample.body), [field]: value };
    const answer = await expectNoTrace(service(), () => send(service().url, wireForm({ ...sample, body })));
    expect(answer.problem?.errors).toContainEqual(expect.objectContaining({ loc: ['body', field], type }));
  });

  it.each(['1e400', '-1e400', '[1e999]', '{"a":{"b":[-1e400]}}'])(
    'metadata refuse the number in %s, which would become null',
    async (value) => {
      const sample = await sampleRequests.createUser(service());
      const body = JSON.stringify(sample.body).replace(/\}$/, `,"metadata":{"a":${value}}}`);
      const answer = await expectNoTrace(service(), () => send(service().url, wireForm({ ...sample, body })));
      expect(answer.problem?.errors).toContainEqual(expect.objectContaining({ loc: ['body', 'metadata'] }));
    },
  );

  it('metadata keep keys that objects have by nature, and no prototype changes', async () => {
    const sample = await sampleRequests.createUser(service());
    const metadata = { constructor: { prototype: { x: 1 } }, toString: 'text', hasOwnProperty: null, '': 0 };
    const answer = await send(
      service().url,
      wireForm({ ...sample, body: { ...Object(sample.body), metadata } }),
    );
    expect(JSON.parse(answer.text).metadata).toEqual(metadata);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  it('operations without a body do not read one', async () => {
    const token = await rootToken(service());
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain' };
    const answer = await send(service().url, {
      method: 'GET',
      path: '/api/v1/auth/me',
      headers: { ...headers, 'Content-Length': '5' },
      body: '{"a":',
    });
    expect(answer.status).toBe(200);
  });
});
