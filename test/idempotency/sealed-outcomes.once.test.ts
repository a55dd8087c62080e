import { operations } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  keyedRequest,
  type RequestParts,
} from '../../server/src/idempotency/keyed-request.ts';
import { openOutcome, sealOutcome } from '../../server/src/idempotency/seal-outcome.ts';

const parts: RequestParts = {
  idempotencyKey: 'b8a5d3f0-6c1e-4f5a-9d27-51e0c7a2f4b6',
  credential: { id: 'one' },
  params: { user: '@jane' },
  query: {},
  body: { isActive: false },
  ifMatch: undefined,
};

function identified(changes: Partial<RequestParts> = {}) {
  return keyedRequest(operations.setUserStatus, { ...parts, ...changes });
}

describe('the identity of a request', () => {
  it.each([
    ['key', { idempotencyKey: `${parts.idempotencyKey}.` }],
    ['credential', { credential: { id: 'two' } }],
    ['path', { params: { user: '@john' } }],
  ])('is another with another %s', (_name, changes) => {
    expect(identified(changes).id).not.toBe(identified().id);
  });

  it('is another for another operation', () => {
    expect(keyedRequest(operations.resetUserPassword, parts).id).not.toBe(identified().id);
  });

  it.each([
    ['body', { body: { isActive: true } }],
    ['missing body', { body: undefined }],
    ['If-Match header', { ifMatch: '*' }],
    ['query', { query: { dryRun: 'true' } }],
  ])('stays, with another fingerprint, with another %s', (_name, changes) => {
    expect(identified(changes).id).toBe(identified().id);
    expect(identified(changes).fingerprint).not.toBe(identified().fingerprint);
  });

  it('has a fingerprint that nobody can work out without the key', () => {
    const other = identified({ idempotencyKey: `${parts.idempotencyKey}.` });
    expect(other.fingerprint).not.toBe(identified().fingerprint);
    expect(other.sealingSecret).not.toEqual(identified().sealingSecret);
  });
});

describe('canonical JSON', () => {
  it('is the same whatever the order of members, at any depth, and keeps that of lists', () => {
    const one = [{ a: 1, b: { c: [1, 2], d: null } }];
    expect(canonicalJson([{ b: { d: null, c: [1, 2] }, a: 1 }])).toBe(canonicalJson(one));
    expect(canonicalJson([{ a: 1, b: { c: [2, 1], d: null } }])).not.toBe(canonicalJson(one));
  });
});

describe('a sealed answer', () => {
  const answer = { status: 201, headers: { ETag: '"x.1"' }, payload: '{"key":"rst_k_secret"}' };
  const empty = { status: 204, headers: {}, payload: undefined };

  it.each([answer, empty])('opens as it was, as a replay', (sealed) => {
    const keyed = identified();
    expect(openOutcome(keyed, sealOutcome(keyed, sealed))).toEqual({ ...sealed, isReplay: true });
  });

  it('is never the same text twice', () => {
    expect(sealOutcome(identified(), answer)).not.toBe(sealOutcome(identified(), answer));
  });

  it('opens with no other key and for no other path', () => {
    const text = sealOutcome(identified(), answer);
    expect(() => openOutcome(identified({ params: { user: '@john' } }), text)).toThrow();
    expect(() => openOutcome({ ...identified(), id: 'another' }, text)).toThrow();
    expect(() => openOutcome(identified({ idempotencyKey: `${parts.idempotencyKey}.` }), text)).toThrow();
  });

  it('does not open when a byte of it was changed', () => {
    const bytes = Buffer.from(sealOutcome(identified(), answer), 'base64');
    for (const index of [0, 12, bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      expect(() => openOutcome(identified(), altered.toString('base64'))).toThrow();
    }
  });
});
