import { NetworkError, UnexpectedAnswerError } from './errors.ts';
import type { Answer } from './read-answer.ts';

/** What became of an attempt: an answer, or what was thrown instead. */
export type Outcome = Answer | Error;

/** A copy of the request is being worked on; its outcome is what we want. */
const inProgress: string = 'idempotency-in-progress';

const transientStatuses = [408, 429, 502, 503, 504];

/** True if the same request may well succeed a little later. */
export function isTransient(outcome: Outcome): boolean {
  if (outcome instanceof NetworkError) return true;
  if ('problem' in outcome && outcome.problem.code === inProgress) return true;
  return isAnswer(outcome) && transientStatuses.includes(outcome.status);
}

/**
 * How long to wait before an attempt: what the service asks for, and on top of it a random time that doubles with every
 * attempt, so that clients which failed together do not come back together.
 */
export function retryDelay(outcome: Outcome, attempt: number): number {
  const asked = (isAnswer(outcome) && outcome.headers.get('Retry-After')) || '0';
  const seconds = Number(asked);
  const askedMs = Number.isNaN(seconds) ? Date.parse(asked) - Date.now() : seconds * 1000;
  return Math.max(askedMs || 0, 0) + 250 * 2 ** attempt * (1 + Math.random());
}

function isAnswer(outcome: Outcome): outcome is Answer | UnexpectedAnswerError {
  return !(outcome instanceof Error) || outcome instanceof UnexpectedAnswerError;
}
