import type { Problem, ProblemCode } from './generated/types.ts';

/** Every error of this client that is not a mistake of the calling code. */
export abstract class RosterError extends Error {
  readonly operationId: string;

  constructor(operationId: string, message: string, options?: ErrorOptions) {
    super(`${operationId}: ${message}`, options);
    this.operationId = operationId;
  }
}

/** The service answered with a problem. Decide on `code`; show `problem.detail` to people. */
export class ProblemError<Code extends ProblemCode = ProblemCode> extends RosterError {
  override readonly name = 'ProblemError';
  readonly code: Code;
  readonly status: number;
  readonly problem: Problem<Code>;
  readonly headers: Headers;

  constructor(operationId: string, problem: Problem<Code>, status: number, headers: Headers) {
    super(operationId, `${status} ${problem.code}: ${problem.detail}`);
    this.code = problem.code;
    this.status = status;
    this.problem = problem;
    this.headers = headers;
  }
}

/** Something answered, but not as the service does: a proxy in between, or another server. */
export class UnexpectedAnswerError extends RosterError {
  override readonly name = 'UnexpectedAnswerError';
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of the body. */
  readonly text: string;

  constructor(operationId: string, status: number, headers: Headers, text: string) {
    super(operationId, `unexpected answer with status ${status}`);
    this.status = status;
    this.headers = headers;
    this.text = text.slice(0, 500);
  }
}

/** No complete answer arrived; `cause` says why. A change may or may not have happened. */
export class NetworkError extends RosterError {
  override readonly name = 'NetworkError';

  constructor(operationId: string, cause: unknown) {
    super(operationId, 'no answer', { cause });
  }
}

/** The time limit of the call ran out. A change may or may not have happened. */
export class TimeoutError extends RosterError {
  override readonly name = 'TimeoutError';
  readonly timeoutMs: number;

  constructor(operationId: string, timeoutMs: number) {
    super(operationId, `no answer within ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * True if the error is a problem, and one of the codes if any are given.
 *
 * @example
 * try {
 *   await client.createUser({ username: 'jane' });
 * } catch (error) {
 *   if (!isProblem(error, 'username-taken')) throw error;
 * }
 */
export function isProblem<Code extends ProblemCode = ProblemCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is ProblemError<Code> {
  const known: readonly string[] = codes;
  // By name, because a program may hold this package twice: as an ES module and as a CommonJS module.
  if (!(error instanceof Error && error.name === 'ProblemError' && 'code' in error)) return false;
  return known.length === 0 || known.includes(String(error.code));
}
