import {
  isProblem,
  NetworkError,
  type ProblemError,
  TimeoutError,
  UnexpectedAnswerError,
} from '@roster/client';
import { RefusedError } from './command.ts';

/** A problem in a few lines: what it is, then every fault of the input. */
function describeProblem({ code, problem }: ProblemError): string {
  const { detail, missingPermissions = [], errors = [] } = problem;
  const missing = missingPermissions.length > 0 ? ` Missing: ${missingPermissions.join(', ')}.` : '';
  const faults = errors.map(({ loc, msg }) => `\n  ${loc.slice(1).join('.')}: ${msg}`);
  return `${detail}${missing} (${code})${faults.join('')}`;
}

/** The innermost reason: what fetch throws only says that it failed. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : undefined;
  if (inner !== undefined) return reasonOf(inner);
  if (!(error instanceof Error)) return String(error);
  // A connection that was tried at several addresses fails with a list and without a message.
  return error.message || String(Reflect.get(error, 'code') ?? error.name);
}

/**
 * What a call of the API failed with, in words for people.
 * @param url where the service was looked for
 * @returns a RefusedError, or the error itself if it is not one of the client
 */
export function describeServiceFailure(error: unknown, url: string): unknown {
  const refused = (message: string) => new RefusedError(message, { cause: error });
  // Nothing that a command asks for has such a path: the path of the address is wrong.
  if (isProblem(error, 'not-found'))
    return refused(`${url} is not where Roster begins: its address ends before /api. (not-found)`);
  if (isProblem(error)) return refused(describeProblem(error));
  if (error instanceof NetworkError) return refused(`${url} did not answer: ${reasonOf(error)}`);
  if (error instanceof TimeoutError) {
    return refused(`${url} did not answer within ${error.timeoutMs / 1000} s.`);
  }
  if (error instanceof UnexpectedAnswerError && [502, 503, 504].includes(error.status)) {
    return refused(`Roster cannot be reached behind what answers at ${url} with status ${error.status}.`);
  }
  if (error instanceof UnexpectedAnswerError) {
    return refused(`What answers at ${url} is not Roster: its answer has status ${error.status}.`);
  }
  return error;
}
