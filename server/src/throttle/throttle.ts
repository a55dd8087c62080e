import { createHmac } from 'node:crypto';
import type { Database, Transaction } from '../database/database.ts';
import { createGuessesUnderWay } from './guesses-under-way.ts';
import { isKnownSource } from './known-source-queries.ts';
import type { RateLimitState } from './rate-limit-headers.ts';
import { createRecentRefusals } from './recent-refusals.ts';
import { dayMs, policiesOf, type ThrottleLimits, type ThrottlePolicy } from './throttle-limits.ts';
import { type CounterRow, decrementCounters, incrementCounters } from './throttle-queries.ts';

/** Whose secret is guessed, and from where. */
export interface GuessedSecret {
  /** The canonical form of the name as it was typed, whether or not there is such a user. */
  readonly nameKey: string;
  readonly network: string;
}

/** A guess that may be made. It counts as a failure until its places are given back. */
export interface Guess {
  /** How far the nearest limit is if the guess fails, and if it does not. */
  readonly state: { readonly failed: RateLimitState; readonly right: RateLimitState };
  /** Takes the guess off the counters, as a part of this transaction or in one of its own. */
  giveBack(tx?: Transaction): Promise<void>;
  /** To be called once the outcome is stored: whoever waits for it goes on. */
  end(isGivenBack: boolean): void;
}

/** Bounds how often secrets that people choose can be guessed, over all instances. */
export interface Throttle {
  readonly policies: readonly ThrottlePolicy[];
  /** Says without the database that a guess would be refused, where that is known. */
  findRefusal(secret: GuessedSecret, now: number): RateLimitState | undefined;
  /** Counts a guess before it is made, so that guesses in parallel cannot exceed a limit; or says which one is reached. */
  begin(secret: GuessedSecret, now: number): Promise<Guess | RateLimitState>;
}

/** Undoes the transaction in which the counters were found full. */
class LimitReachedError extends Error {
  override readonly name = 'LimitReachedError';
  readonly id: string;
  readonly state: RateLimitState;

  constructor(id: string, state: RateLimitState) {
    super(`The limit "${state.policy.name}" is reached.`);
    this.id = id;
    this.state = state;
  }
}

interface Counter extends CounterRow {
  readonly policy: ThrottlePolicy;
}

/** The state of the limit with the fewest guesses left. */
function nearestLimit(counters: readonly Counter[], given: 0 | 1): RateLimitState {
  const [first, ...others] = counters.map(({ policy, count, expires_at }) => ({
    policy,
    remaining: Math.max(0, policy.max - count + given),
    resetsAt: expires_at,
  }));
  if (first === undefined) throw new Error('A guess without counters.');
  return others.reduce((nearest, state) => (state.remaining < nearest.remaining ? state : nearest), first);
}

/** What a throttle is built with. */
export interface ThrottleOptions {
  readonly database: Database;
  readonly limits: ThrottleLimits;
  /** Keeps names and addresses from being read out of the counters. */
  readonly key: Buffer;
}

/** Under which id the guesses of a name, of a source, or of both are counted. */
export function counterId(
  key: Buffer,
  policyName: ThrottlePolicy['name'],
  { nameKey, network }: { readonly nameKey: string; readonly network: string },
): string {
  const parts = { 'name-and-source': [nameKey, network], source: [network], name: [nameKey] };
  return createHmac('sha256', key)
    .update(JSON.stringify([policyName, ...parts[policyName]]))
    .digest('hex');
}

/** Makes the throttle of an instance; the counters are in the database, for all of them. */
export function createThrottle({ database, limits, key }: ThrottleOptions): Throttle {
  const policies = policiesOf(limits);
  const underWay = createGuessesUnderWay();
  const refusals = createRecentRefusals();

  const countersOf = (secret: GuessedSecret) =>
    policies.map((policy) => ({ policy, id: counterId(key, policy.name, secret) }));

  async function take(secret: GuessedSecret, ids: ReturnType<typeof countersOf>, now: number) {
    const fresh = ids.map(({ id, policy }) => ({ id, expires_at: now + policy.windowSeconds * 1000 }));
    return database.transact(async (tx) => {
      const rows = new Map((await incrementCounters(tx, fresh, now)).map((row) => [row.id, row]));
      const counters = ids.map(({ id, policy }): Counter => {
        const row = rows.get(id);
        if (row === undefined) throw new Error('A counter that was just written is not there.');
        return { ...row, policy };
      });
      for (const { id, policy, count, expires_at } of counters) {
        if (count <= policy.max) continue;
        const since = now - limits.knownSourceDays * dayMs;
        if (policy.name === 'name' && (await isKnownSource(tx, { ...secret, since }))) continue;
        throw new LimitReachedError(id, { policy, remaining: 0, resetsAt: expires_at });
      }
      return counters;
    });
  }

  function guessOf(counters: readonly Counter[]): Guess {
    const ids = counters.map(({ id }) => id);
    underWay.begin(ids);
    return {
      state: { failed: nearestLimit(counters, 0), right: nearestLimit(counters, 1) },
      giveBack: (tx) =>
        tx
          ? decrementCounters(tx, counters)
          : database.transact((transaction) => decrementCounters(transaction, counters)),
      end(isGivenBack) {
        if (isGivenBack) refusals.forget(ids);
        underWay.end(ids, isGivenBack);
      },
    };
  }

  return {
    policies,
    findRefusal: (secret, now) =>
      refusals.find(
        countersOf(secret).map(({ id }) => id),
        now,
      ),
    async begin(secret, now) {
      const ids = countersOf(secret);
      for (;;) {
        const wasAwaited = ids.some(({ id }) => underWay.has(id));
        const outcome = await take(secret, ids, now).catch((error: unknown) => {
          if (error instanceof LimitReachedError) return error;
          throw error;
        });
        if (!(outcome instanceof LimitReachedError)) return guessOf(outcome);
        if (underWay.has(outcome.id)) {
          await underWay.change(outcome.id);
        } else if (!wasAwaited) {
          // Of a name that is guessed from everywhere, other sources may be known: only this one is remembered.
          const refusedId = outcome.state.policy.name === 'name' ? (ids[0]?.id ?? '') : outcome.id;
          refusals.note(refusedId, outcome.state, now);
          return outcome.state;
        }
      }
    },
  };
}
