import { parseConfig } from '@roster/server';
import argon2 from 'argon2';
import { answerQuestions } from '../support/answer-questions.ts';

/** Check a password as often as possible, so many at once, for some time. */
export interface RawOrder {
  readonly concurrency: number;
  readonly durationMs: number;
}

/** How many checks a second the machine manages when it does nothing else. */
export interface RawResult {
  readonly perSecond: number;
}

const password = 'correct horse battery staple';

async function measure({ concurrency, durationMs }: RawOrder): Promise<RawResult> {
  const { memoryKib, timeCost, parallelism } = parseConfig({}).argon2;
  const hash = await argon2.hash(password, {
    type: argon2.argon2id,
    memoryCost: memoryKib,
    timeCost,
    parallelism,
  });
  let checks = 0;
  const startedAt = performance.now();
  const loop = async () => {
    while (performance.now() - startedAt < durationMs) {
      await argon2.verify(hash, password);
      checks += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return { perSecond: (checks * 1000) / (performance.now() - startedAt) };
}

answerQuestions(measure);
