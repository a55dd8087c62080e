import type { Transaction } from '../database/database.ts';
import { isLockWaitTimeout, StaleRowError } from '../database/database-errors.ts';
import type { SealedAnswer } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import {
  deleteRecord,
  type IdempotencyRecord,
  insertRecord,
  readRecord,
  writeSealedAnswer,
} from './idempotency-queries.ts';
import type { KeyedRequest } from './keyed-request.ts';
import { openOutcome, sealOutcome } from './seal-outcome.ts';

/** How long an outcome is kept. */
export const keptForMs = 24 * 60 * 60 * 1000;
const retryAfterSeconds = 1;

export function stillInProgress(): Refusal {
  return new Refusal('idempotency-in-progress', 'A request with this Idempotency-Key is still under way.', {
    retryAfterSeconds,
  });
}

/**
 * The answer that was recorded for this very request; undefined if that is too long ago.
 * @throws Refusal `idempotency-key-reused` if it was recorded for another one
 */
export function recordedAnswer(
  keyed: KeyedRequest,
  record: IdempotencyRecord,
  now: number,
): SealedAnswer | undefined {
  if (record.expires_at <= now) return undefined;
  if (record.fingerprint !== keyed.fingerprint) {
    throw new Refusal(
      'idempotency-key-reused',
      'The Idempotency-Key was sent before with another request on this path.',
    );
  }
  if (record.sealed_answer === null) throw new Error('A record without its answer was committed.');
  return openOutcome(keyed, record.sealed_answer);
}

/**
 * Claims the key, as the first thing that its transaction does: whoever is second, in whatever process, waits here and
 * not at the rules that the first has changed.
 * @returns the answer of whoever was first, undefined if that is the caller
 * @throws Refusal `idempotency-in-progress` if the first takes too long
 */
export async function claimKey(
  tx: Transaction,
  keyed: KeyedRequest,
  now: number,
): Promise<SealedAnswer | undefined> {
  const { id, fingerprint } = keyed;
  const record = { id, fingerprint, sealed_answer: null, expires_at: now + keptForMs };
  const insert = () =>
    insertRecord(tx, record).catch((error: unknown) => {
      throw isLockWaitTimeout(error) ? stillInProgress() : error;
    });
  if (await insert()) return undefined;
  const known = await readRecord(tx, id);
  const answer = known && recordedAnswer(keyed, known, now);
  if (answer) return answer;
  await deleteRecord(tx, id);
  // It was gone and came back in between: look at it again in a new transaction.
  if (!(await insert())) throw new StaleRowError('The idempotency record changed while it was looked at.');
  return undefined;
}

/** Keeps the answer beside its effect. A refusal is not kept: the same request may be sent again and succeed. */
export async function keepOutcome(
  tx: Transaction,
  keyed: KeyedRequest,
  outcome: SealedAnswer | Refusal,
): Promise<void> {
  if (outcome instanceof Refusal) await deleteRecord(tx, keyed.id);
  else await writeSealedAnswer(tx, keyed.id, sealOutcome(keyed, outcome));
}
