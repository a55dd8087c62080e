import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { Operation } from '@roster/contract';

/** What makes a request that was sent with an idempotency key the same as another one. */
export interface RequestParts {
  readonly idempotencyKey: string;
  readonly credential: { readonly id: string };
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
}

/** What stands for such a request. The secrets are derived from its key, which is kept nowhere. */
export interface KeyedRequest {
  /** Of the key in its scope, which is the credential and the path. */
  readonly id: string;
  /** The same for the same request, and of no use to whoever wants to guess what was in it. */
  readonly fingerprint: string;
  readonly sealingSecret: Buffer;
}

/** JSON that is the same for the same value: members have no order. */
export function canonicalJson(value: readonly unknown[]): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function secretOf(key: string, id: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, id, `roster idempotency ${purpose}`, 32));
}

/**
 * Identifies a request. The fingerprint is made with a secret: a plain digest would let whoever reads the table try
 * out passwords that the request may have held.
 */
export function keyedRequest({ method, path }: Operation, parts: RequestParts): KeyedRequest {
  const { idempotencyKey, credential, params, query, body, ifMatch } = parts;
  const scope = canonicalJson([credential.id, method, path, params, idempotencyKey]);
  const id = createHash('sha256').update(scope).digest('hex');
  const request = canonicalJson([query, ifMatch, body === undefined ? [] : [body]]);
  return {
    id,
    fingerprint: createHmac('sha256', secretOf(idempotencyKey, id, 'fingerprint'))
      .update(request)
      .digest('hex'),
    sealingSecret: secretOf(idempotencyKey, id, 'answer'),
  };
}
