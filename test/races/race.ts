import { isDeepStrictEqual } from 'node:util';
import type { Client, RawAnswer } from '@roster/client';
import type { ProblemCode } from '@roster/contract';
import type { Reader } from '@roster/server';
import { expect } from 'vitest';
import type { Arena } from './arena.ts';
import type { Index, Start } from './barrier.ts';
import { type Cast, createCast, type Person } from './cast.ts';
import { observe } from './observe.ts';

/** A request of one of the two. */
export interface Contender {
  readonly by: Person;
  run(client: Client): Promise<RawAnswer<unknown, number, ProblemCode>>;
}

type Outcome = 'ok' | ProblemCode;

/** What both may have got, and the state that goes with it. */
export interface Ending {
  /** Whose change came first, if this is how it ended. */
  readonly first: Index;
  readonly outcomes: readonly [Outcome, Outcome];
  /** A line for each of the cast, and then what `alsoObserve` tells. */
  readonly state: readonly string[];
}

/** One meeting of two requests. */
export interface Round {
  readonly contenders: readonly [Contender, Contender];
  /** One for each order of the two; nothing else may come of the round. */
  readonly endings: readonly Ending[];
  alsoObserve?(reader: Reader): Promise<string[]>;
  /** What must hold besides, given what the two were answered. */
  afterwards?(
    arena: Arena,
    answers: readonly [RawAnswer<unknown, number, ProblemCode>, RawAnswer<unknown, number, ProblemCode>],
  ): Promise<void>;
}

/** Brings on who takes part, and says what they do and how it may end. */
export type Race = (cast: Cast) => Promise<Round>;

/** What a race was like. */
export interface Tally {
  readonly rounds: number;
  /** How often the change of the one, and of the other, came first. */
  readonly first: [number, number];
  /** In how many rounds both transactions were under way at the same time. */
  overlapped: number;
  /** How often a transaction was run again because of the other, by reason. */
  readonly conflicts: Record<string, number>;
}

/** How much of the first transaction is done when the other one begins. */
const fractions = [0, 0.15, 0.3, 0.5, 0.7, 0.85];

/** How many statements the transaction of each contender has, as far as that is known. */
type Lengths = [number, number];

/**
 * From round to round, contenders and instances take turns at being the first, and the other one begins later or
 * earlier in the transaction of the first.
 */
function startOf(round: number, lengths: Lengths): Start & { readonly isSwapped: boolean } {
  const isSwapped = round % 2 === 1;
  const first: Index = (round >> 1) % 2 === 0 ? 0 : 1;
  const fraction = fractions[(round >> 2) % fractions.length] ?? 0;
  const contender: Index = isSwapped ? (first === 0 ? 1 : 0) : first;
  return { isSwapped, first, lead: Math.floor(fraction * lengths[contender]) };
}

async function countSuccesses({ observers }: Arena): Promise<number> {
  const [reader] = observers;
  const rows = await reader?.('audit_events').where({ outcome: 'success' }).count({ count: '*' });
  return Number(rows?.[0]?.count);
}

async function runRound(arena: Arena, race: Race, number: number, lengths: Lengths) {
  const { instances, barrier, meter } = arena;
  const { round, cast } = await instances[0].dependencies.database.transact(async (tx) => {
    const created = createCast(tx);
    return { round: await race(created), cast: created };
  });
  const { isSwapped, ...start } = startOf(number, lengths);
  const [one, other] = isSwapped ? [instances[1], instances[0]] : instances;
  const [first, second] = round.contenders;
  meter.begin();
  barrier.arm(start);
  // Whoever was refused before any transaction must not keep the other waiting.
  const answers = await Promise.all([
    first.run(one.as(first.by.accessToken)).finally(barrier.open),
    second.run(other.as(second.by.accessToken)).finally(barrier.open),
  ]);
  for (const index of [0, 1] as const) {
    const sent = meter.sent(isSwapped ? (index === 0 ? 1 : 0) : index);
    // One that was refused is shorter, one that was run again longer.
    if (answers[index].ok) lengths[index] = Math.min(lengths[index], sent);
  }
  return { round, people: cast.people, answers };
}

function outcomeOf(answer: RawAnswer<unknown, number, ProblemCode>): Outcome {
  return answer.ok ? 'ok' : answer.problem.code;
}

/** Finds which order explains what came of the round, on every node. */
async function explain(
  arena: Arena,
  { round, people, answers }: Awaited<ReturnType<typeof runRound>>,
): Promise<Ending> {
  const outcomes = answers.map(outcomeOf);
  const states = await Promise.all(
    arena.observers.map(async (reader) => [
      ...(await observe(reader, people)),
      ...((await round.alsoObserve?.(reader)) ?? []),
    ]),
  );
  const [state] = states;
  for (const other of states) expect(other, 'every node has the same state').toEqual(state);
  const ending = round.endings.find(
    (possible) => isDeepStrictEqual(possible.outcomes, outcomes) && isDeepStrictEqual(possible.state, state),
  );
  if (ending) return ending;
  const known = round.endings.map((possible) => JSON.stringify(possible)).join('\n');
  throw new Error(`No order of the two explains ${JSON.stringify({ outcomes, state })}; these do:\n${known}`);
}

/**
 * Lets two requests meet on two instances, again and again. After each round everything that holds at all times must
 * hold, and one of the two orders must explain what both were answered and what is stored.
 * @throws Error unless the race was one: transactions overlapped, and either contender came first at times.
 */
export async function runRace(arena: Arena, race: Race, rounds = 100): Promise<Tally> {
  const tally: Tally = { rounds, first: [0, 0], overlapped: 0, conflicts: {} };
  const known = new Map(arena.meter.conflicts);
  const successes = await countSuccesses(arena);
  const lengths: Lengths = [20, 20];
  let accepted = 0;
  for (let number = 0; number < rounds; number += 1) {
    const outcome = await runRound(arena, race, number, lengths);
    const ending = await explain(arena, outcome).catch((error: unknown) => {
      throw new Error(`Round ${number + 1}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    });
    await outcome.round.afterwards?.(arena, outcome.answers);
    tally.first[ending.first] += 1;
    tally.overlapped += arena.meter.overlapped() ? 1 : 0;
    accepted += outcome.answers.filter((answer) => answer.ok).length;
  }
  for (const [reason, count] of arena.meter.conflicts)
    tally.conflicts[reason] = count - (known.get(reason) ?? 0);
  expect((await countSuccesses(arena)) - successes, 'one audit row for each change that was accepted').toBe(
    accepted,
  );
  expect(tally.overlapped, JSON.stringify(tally)).toBeGreaterThanOrEqual(rounds * 0.9);
  expect(Math.min(...tally.first), JSON.stringify(tally)).toBeGreaterThan(0);
  return tally;
}
