import { ProblemError } from '@roster/client';
import type { ProblemCode } from '@roster/contract';
import { expect } from 'vitest';

/** Expects a call to be refused with the problem, and gives the problem for a closer look. */
export async function expectProblem(call: Promise<unknown>, code: ProblemCode): Promise<ProblemError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome))
    throw new Error(`Expected ${code}, but it succeeded: ${JSON.stringify(outcome.value)}`);
  if (!(outcome.error instanceof ProblemError)) throw outcome.error;
  expect(outcome.error.code, outcome.error.message).toBe(code);
  return outcome.error;
}
