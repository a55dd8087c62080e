import type { NetworkError, UnexpectedAnswerError } from './errors.ts';
import type { Answer } from './read-answer.ts';

/** What became of an attempt: an answer, or what is thrown instead. */
export type Outcome = Answer | UnexpectedAnswerError | NetworkError;

/** What an outcome may tell about itself. */
interface Signs {
  readonly name?: string;
  readonly status?: number;
  readonly headers?: Headers;
  readonly problem?: { readonly code: string };
}

/** True if the same request may well succeed a little later. */
export function isTransient({ name, status = 0, problem }: Signs): boolean {
  return (
    name === 'NetworkError' ||
    [408, 429, 502, 503, 504].includes(status) ||
    // A copy of the request is being worked on; its outcome is what is wanted.
    problem?.code === 'idempotency-in-progress'
  );
}

/**
 * How long to wait before an attempt: what the service asks for, and on top of it a random time that doubles with every
 * attempt, so that clients which failed together do not come back together.
 */
export function retryDelay({ headers }: Signs, attempt: number): number {
  const asked = headers?.get('Retry-After') ?? '';
  const askedMs = Number(asked) * 1000 || Date.parse(asked) - Date.now() || 0;
  return Math.max(askedMs, 0) + 250 * 2 ** attempt * (1 + Math.random());
}
