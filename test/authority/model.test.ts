import { problems } from '@roster/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { currentEngine } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { anyMove, type Move, mutating } from './model/moves.ts';
import { type Failure, reduceMoves } from './model/reduce-moves.ts';
import { runMoves, type Tally } from './model/run-moves.ts';
import { cheapHasher } from './model/world.ts';

/*
 * Random users make random calls of everything that changes something, and after each call the tables are held against
 * the rules of authority. MODEL_SEED and MODEL_CALLS choose another run; MODEL_REPLAY is the JSON of a failed sequence.
 */
const isSqlite = currentEngine() === 'sqlite';
const calls = Number(process.env.MODEL_CALLS ?? (isSqlite ? 10_000 : 500));
const seed = Number(process.env.MODEL_SEED ?? Math.trunc(Math.random() * 2 ** 31));
const replay = process.env.MODEL_REPLAY;

const longest = 100;
/** From so many calls on, chance is no excuse for an operation that never succeeded. */
const enoughCalls = 5_000;
/** Problems of cookies, which the model does not send. */
const unprovoked = ['cross-origin-refused'];
const reduceForMs = 60_000;

let service: TestService;

beforeAll(async () => {
  service = await startTestService({
    override: (dependencies) => ({ ...dependencies, hasher: cheapHasher }),
  });
  // What is tested is not what survives a power cut.
  if (isSqlite) await service.dependencies.database.reader.raw('pragma synchronous = off');
});

afterAll(async () => {
  await service?.stop();
});

function sum(tally: Tally, isCounted: (outcome: string) => boolean = () => true): number {
  const outcomes = [...tally.values()].flatMap((counts) => [...counts]);
  return outcomes.filter(([outcome]) => isCounted(outcome)).reduce((total, [, number]) => total + number, 0);
}

function isSuccess(outcome: string): boolean {
  return outcome === 'ok' || outcome === 'no-op';
}

/** Runs a sequence; the error and how far it came, if it fails. */
async function failureOf(moves: readonly Move[], tally: Tally): Promise<Failure | undefined> {
  const made: Move[] = [];
  try {
    await runMoves(service, moves, { tally, made });
    return undefined;
  } catch (error) {
    return { moves: made, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Runs sequences until there were enough calls. @throws Error with the shortest sequence that was found to fail */
async function runModel(tally: Tally): Promise<void> {
  const anySequence = fc.array(anyMove, { minLength: 1, maxLength: longest, size: 'max' });
  for (let round = 0; sum(tally) < calls; round += 1) {
    const [moves = []] = fc.sample(anySequence, { seed: seed + round, numRuns: 1 });
    const failure = await failureOf(moves, tally);
    if (failure === undefined) continue;
    const fails = async (fewer: readonly Move[]) => (await failureOf(fewer, new Map()))?.error;
    const reduced = await reduceMoves(failure, fails, reduceForMs);
    throw new Error(
      [
        `Seed ${seed}, sequence ${round}; ${failure.moves.length} calls, reduced to ${reduced.moves.length}.`,
        reduced.error.message,
        `To replay: MODEL_REPLAY='${JSON.stringify(reduced.moves)}'`,
        `The first failure was: ${failure.error.message.split('\n', 1)[0]}`,
      ].join('\n'),
      { cause: reduced.error },
    );
  }
}

function report(tally: Tally, ms: number): string {
  const { user, system } = process.cpuUsage();
  const seconds = `${Math.round(ms / 1000)} s, of all ${Math.round((user + system) / 1e6)} s of the processor`;
  const share = Math.round((100 * sum(tally, isSuccess)) / sum(tally));
  const lines = [...tally].map(
    ([id, outcomes]) => `  ${id}: ${JSON.stringify(Object.fromEntries(outcomes))}`,
  );
  return [`seed ${seed}: ${sum(tally)} calls, ${share} % successful, ${seconds}`, ...lines].join('\n');
}

async function replayFailure(): Promise<void> {
  // Written by a run that failed.
  const moves = JSON.parse(replay ?? '[]') as Move[];
  await runMoves(service, moves, { tally: new Map(), made: [] });
}

async function runAndCount(): Promise<void> {
  const tally: Tally = new Map();
  console.info(`model of authority: seed ${seed}, at least ${calls} calls`);
  const startedAt = performance.now();
  await runModel(tally);
  console.info(report(tally, performance.now() - startedAt));

  expect(sum(tally)).toBeGreaterThanOrEqual(calls);
  expect(sum(tally, isSuccess) / sum(tally)).toBeGreaterThan(0.3);
  if (calls < enoughCalls) return;
  for (const id of mutating) expect(tally.get(id)?.get('ok') ?? 0, `successes of ${id}`).toBeGreaterThan(0);
  const refused = Object.entries(problems).flatMap(([code, { status }]) =>
    status === 403 && !unprovoked.includes(code) ? [code] : [],
  );
  for (const code of refused)
    expect(
      sum(tally, (outcome) => outcome === code),
      code,
    ).toBeGreaterThan(0);
}

it('random calls of random users break no rule of authority', { timeout: 600_000 }, () =>
  replay === undefined ? runAndCount() : replayFailure(),
);
