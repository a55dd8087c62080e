import type { ProblemDefinition } from './problem-definition.ts';

/** Problems of requests that are sent again with the same Idempotency-Key. */
export const idempotencyProblems = {
  'idempotency-in-progress': {
    status: 409,
    title: 'The same request is still under way',
    when: 'Another request with this Idempotency-Key has not finished yet.',
    remedy: 'Send the same request with the same key again after the seconds in Retry-After.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    when: 'This Idempotency-Key was sent before, on the same path, with another body or another If-Match header.',
    remedy:
      'Make up a new key for every change; send the old one only with exactly the request it was made for.',
  },
} as const satisfies Record<string, ProblemDefinition>;
