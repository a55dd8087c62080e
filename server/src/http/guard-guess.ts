import type { ServerResponse } from 'node:http';
import { canonicalKey, type Operation } from '@roster/contract';
import type { AuditSource } from '../audit/audit-event.ts';
import type { Transaction } from '../database/database.ts';
import { OutcomeUnknownError } from '../database/database-errors.ts';
import type { Dependencies } from '../dependencies.ts';
import type { HashPlace } from '../passwords/hash-gate.ts';
import { type RateLimitState, rateLimitHeaders, secondsUntil } from '../throttle/rate-limit-headers.ts';
import type { Guess, GuessedSecret } from '../throttle/throttle.ts';
import type { Actor } from './actor.ts';
import { networkOf } from './addresses.ts';
import { Refusal } from './refusal.ts';

/** A request of an operation that checks a guessable secret. */
export interface GuessingRequest {
  readonly operation: Operation;
  readonly actor: Actor | undefined;
  readonly body: unknown;
  readonly source: AuditSource;
  readonly hashPlace: HashPlace;
}

/** What happens around the operation. */
export interface GuessGuard {
  /** Runs the operation if a guess may be made, and counts it unless it was right. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** To be called in the transaction of the change that the right secret allows. */
  settle(tx: Transaction): Promise<void>;
}

/** The name as it was typed, or that of the caller. */
function nameOf({ operation, actor, body }: GuessingRequest): string {
  if (operation.guessable?.of === 'caller') return actor?.user.username ?? '';
  const name: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'username') : '';
  return String(name);
}

function tooMany({ resetsAt }: RateLimitState, now: number): Refusal {
  return new Refusal('too-many-requests', 'Too many attempts have failed. Try again later.', {
    retryAfterSeconds: secondsUntil(resetsAt, now),
  });
}

/** Guards an operation against guessing; undefined for those without a guessable secret. */
export function guardGuess(
  request: GuessingRequest,
  response: ServerResponse,
  { throttle, clock, logger }: Dependencies,
): GuessGuard | undefined {
  const { guessable } = request.operation;
  if (guessable === undefined) return undefined;
  const secret: GuessedSecret = {
    nameKey: canonicalKey(nameOf(request)),
    network: networkOf(request.source.sourceAddress),
  };
  let guess: Guess | undefined;
  let isSettled = false;

  function announce(state: RateLimitState): void {
    const headers = rateLimitHeaders(throttle.policies, state, clock.now());
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  }

  function refuse(state: RateLimitState): never {
    announce(state);
    throw tooMany(state, clock.now());
  }

  /** Whatever did not fail because of the secret is no guess that failed. */
  async function concludeFailure(failure: unknown, made: Guess): Promise<void> {
    if (failure instanceof Refusal && failure.code === guessable?.failure) {
      made.end(false);
      announce(made.state.failed);
      return;
    }
    // Where the outcome is unknown, the counters may have been given back already.
    const isCounted = failure instanceof OutcomeUnknownError;
    try {
      if (!isCounted) await made.giveBack();
    } catch (error) {
      // It counts as a failure then, which its window ends.
      logger.warn({ err: error }, 'a guess that did not fail could not be taken off its counters');
    } finally {
      made.end(!isCounted);
    }
  }

  return {
    async run(work) {
      const known = throttle.findRefusal(secret, clock.now());
      if (known) refuse(known);
      request.hashPlace.keep();
      const begun = await throttle.begin(secret, clock.now());
      if ('policy' in begun) refuse(begun);
      guess = begun;
      try {
        const answer = await work();
        if (!isSettled) await begun.giveBack();
        begun.end(true);
        announce(begun.state.right);
        return answer;
      } catch (failure) {
        await concludeFailure(failure, begun);
        throw failure;
      }
    },
    async settle(tx) {
      await guess?.giveBack(tx);
      isSettled = true;
    },
  };
}
