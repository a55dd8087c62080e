import { authorityProblems } from './problems/authority-problems.ts';
import { conflictProblems } from './problems/conflict-problems.ts';
import { credentialProblems } from './problems/credential-problems.ts';
import { idempotencyProblems } from './problems/idempotency-problems.ts';
import { missingProblems } from './problems/missing-problems.ts';
import { requestProblems } from './problems/request-problems.ts';
import { serviceProblems } from './problems/service-problems.ts';

export type { ProblemDefinition } from './problems/problem-definition.ts';

/**
 * Every problem the service can answer with (RFC 9457), by its stable code.
 * The code is also the last segment of the problem's `type`, `/problems/<code>`.
 */
export const problems = {
  ...requestProblems,
  ...credentialProblems,
  ...authorityProblems,
  ...missingProblems,
  ...conflictProblems,
  ...idempotencyProblems,
  ...serviceProblems,
} as const;

/** The stable code of a problem, e.g. `username-taken`. */
export type ProblemCode = keyof typeof problems;

/** The HTTP status that a problem code is answered with. */
export function statusOfProblem(code: ProblemCode): number {
  return problems[code].status;
}

/** True if the text is the code of a problem of the catalogue. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}
