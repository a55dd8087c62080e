import type { RawAnswer } from '@roster/client';
import type { ProblemCode } from '@roster/contract';

/** The answer of a raw call, if it succeeded. */
export function expectOk<Body, Status extends number>(answer: RawAnswer<Body, Status, ProblemCode>) {
  if (!answer.ok) throw new Error(`Expected success: ${JSON.stringify(answer.problem)}`);
  return answer;
}
