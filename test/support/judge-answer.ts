import { inject } from 'vitest';
import { checkAnswer, type ObservedAnswer, type ObservedOutcome } from './check-answer.ts';

/** The second reader takes a tenth of a second for each operation, so it sits in front of one engine and all else. */
const isHeardTwice =
  inject('testServer') === undefined ||
  inject('testServer')?.engine === inject('enginePlan').engines[0]?.name;

/**
 * Holds an answer against the published document, by two readers of it that know nothing of each other.
 * @returns undefined for paths that the document does not know.
 * @throws Error naming every deviation.
 */
export async function judgeAnswer(answer: ObservedAnswer): Promise<ObservedOutcome | undefined> {
  const outcome = checkAnswer(answer);
  if (!outcome || !isHeardTwice) return outcome;
  const { checkAgain } = await import('./second-judge.ts');
  await checkAgain(outcome.operationId, answer);
  return outcome;
}
