import { randomUUID } from 'node:crypto';
import { mapOperations, type Operation, type OperationId } from '@roster/contract';
import { type SampleRequest, wireForm } from '../conformance/sample-requests.ts';
import { type Answer, send } from '../http/send.ts';
import type { TestService } from '../support/service.ts';

/** A key that no other test uses. */
export function newKey(): string {
  return randomUUID();
}

/** The request with the key. */
export function withKey(sample: SampleRequest, key: string): SampleRequest {
  return { ...sample, headers: { ...sample.headers, 'Idempotency-Key': key } };
}

/** Sends the request with the key. */
export function sendKeyed(service: TestService, sample: SampleRequest, key: string): Promise<Answer> {
  return send(service.url, wireForm(withKey(sample, key)));
}

/** What a client reads from an answer; what is particular to each exchange is left out. */
export function contentOf({ status, headers, text }: Answer) {
  const own = ['date', 'x-request-id', 'idempotency-replayed', 'connection', 'keep-alive'];
  // A replay checks no password, so it is no guess.
  own.push('ratelimit', 'ratelimit-policy');
  return { status, text, headers: [...headers].filter(([name]) => !own.includes(name)) };
}

/** True if the answer says that it was given before. */
export function isReplay({ headers }: Answer): boolean {
  return headers.get('idempotency-replayed') === 'true';
}

const table: { operationId: OperationId; operation: Operation }[] = Object.values(
  mapOperations((operation, operationId) => ({ operationId, operation })),
);

/** Every operation that takes a key. */
export const keyedOperations = table.filter(({ operation }) => operation.takesIdempotencyKey);

/** Every operation that does not. */
export const otherOperations = table.filter(({ operation }) => !operation.takesIdempotencyKey);
