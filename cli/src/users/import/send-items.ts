import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  type ImportProblem,
  type ImportUsersAnswer,
  type ImportUsersInput,
  isProblem,
  NetworkError,
  ProblemError,
  TimeoutError,
  UnexpectedAnswerError,
} from '@roster/client';
import type { BatchItem } from './make-batches.ts';

const attemptMs = 300_000;
const firstPauseMs = 250;
const maxPauseMs = 10_000;
/** How many faults an answer names at most. */
const maxFaults = 100;

/** What became of an account. */
export interface ItemOutcome {
  readonly line: number;
  readonly item: BatchItem['item'];
  readonly status: 'created' | 'skipped' | 'failed';
  readonly problem: ImportProblem | null;
  /** True if this is what an earlier request did, whose answer was kept. */
  readonly isReplay: boolean;
}

/** How accounts are sent. */
export interface Sending {
  readonly client: Client;
  readonly options: Pick<ImportUsersInput, 'onConflict' | 'dryRun'>;
  /** What the idempotency keys are made with, so that nobody can make them who does not know it. */
  readonly secret: string;
  /** How long the service may be out of reach. */
  readonly patienceMs: number;
  /** Ends the waiting for a service that is out of reach; what was sent is still waited for. */
  readonly signal: AbortSignal;
  /** Is told why it waits, and undefined when it goes on. */
  onWait(reason: string | undefined): void;
}

/**
 * The same for the same request of the same import: repeated, it happens once. The place in the file belongs to it, because
 * what stands there twice is to be judged twice.
 */
function keyFor(secret: string, [first]: readonly BatchItem[], input: ImportUsersInput): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([first?.line, input]))
    .digest('base64url');
}

/** Whether the same request may succeed later, and in how many seconds the service wants it again. */
function reasonToWait(error: unknown): { reason: string; afterMs: number } | undefined {
  if (error instanceof NetworkError || error instanceof TimeoutError)
    return { reason: 'no answer', afterMs: 0 };
  const isTransient =
    (isProblem(error) || error instanceof UnexpectedAnswerError) &&
    (isProblem(error, 'idempotency-in-progress') || [408, 429, 502, 503, 504].includes(error.status));
  if (!isTransient) return undefined;
  const reason = isProblem(error) ? error.code : `status ${error.status}`;
  return { reason, afterMs: (Number(error.headers.get('Retry-After')) || 0) * 1000 };
}

/** Whether the service may have done a request that failed like this. Where it says why it refused, it did nothing. */
function mayBeDone(error: unknown): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  if (isProblem(error, 'outcome-unknown')) return true;
  return error instanceof UnexpectedAnswerError && [502, 504].includes(error.status);
}

interface Answer {
  readonly body: ImportUsersAnswer;
  readonly isReplay: boolean;
}

/** Sends one request, again and again while nobody can say what became of it, or it may succeed later. */
async function send(items: readonly BatchItem[], sending: Sending): Promise<Answer> {
  const { client, options, secret, patienceMs, signal, onWait } = sending;
  const input = { items: items.map(({ item }) => item), ...options };
  const idempotencyKey = keyFor(secret, items, input);
  const deadline = Date.now() + patienceMs;
  let isOurs = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await client.raw.importUsers(input, {
        idempotencyKey,
        maxRetries: 0,
        timeoutMs: attemptMs,
      });
      if (!answer.ok) throw new ProblemError('importUsers', answer.problem, answer.status, answer.headers);
      if (attempt > 0) onWait(undefined);
      const isReplay = !isOurs && answer.headers.get('Idempotency-Replayed') === 'true';
      return { body: answer.body, isReplay };
    } catch (error) {
      const wait = reasonToWait(error);
      const leftMs = deadline - Date.now();
      const isOver = leftMs <= 0 || signal.aborted;
      // Whoever is asked to wait for longer than that knows at once that it is in vain.
      if (wait === undefined || isOver || wait.afterMs > leftMs) throw error;
      onWait(wait.reason);
      // What an attempt of this run did was done by this run, though a later one is told.
      isOurs ||= mayBeDone(error);
      const ownMs = Math.min(maxPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + Math.random());
      const pauseMs = Math.max(wait.afterMs, Math.min(ownMs, leftMs));
      await sleep(pauseMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

type Faults = NonNullable<ImportProblem['errors']>;

/** The faults by the item that they are in; undefined if one of them is in none. */
function faultsByItem(faults: Faults): Map<number, Faults> | undefined {
  const byItem = new Map<number, Faults>();
  for (const fault of faults) {
    const [place, list, index] = fault.loc;
    if (place !== 'body' || list !== 'items' || typeof index !== 'number') return undefined;
    byItem.set(index, [...(byItem.get(index) ?? []), fault]);
  }
  return byItem.size > 0 ? byItem : undefined;
}

/** What is wrong with which items, as far as an answer has room for it. */
function findSpoiled(errors: Faults): { faults: ReadonlyMap<number, Faults>; isCut: boolean } | undefined {
  const faults = faultsByItem(errors);
  if (faults === undefined) return undefined;
  const isCut = errors.length >= maxFaults;
  // The last one may have more faults than there was room for: it is sent once more, unless it took all the room.
  const last = [...faults.keys()].at(-1);
  if (isCut && faults.size > 1 && last !== undefined) faults.delete(last);
  return { faults, isCut };
}

function refused({ line, item }: BatchItem, { code, detail, errors }: ProblemError['problem']): ItemOutcome {
  // Whatever refuses a request that holds a single item is the problem of the item.
  const problem = { code, detail, ...(errors && { errors }) } as ImportProblem;
  return { line, item, status: 'failed', problem, isReplay: false };
}

/** A request is refused as a whole for one item that is malformed: the others are sent without it. */
async function sendWithout(
  items: readonly BatchItem[],
  error: ProblemError,
  sending: Sending,
): Promise<ItemOutcome[]> {
  const found = findSpoiled(error.problem.errors ?? []);
  if (found) {
    const { faults, isCut } = found;
    const spoiled = items.flatMap((item, index) => {
      const errors = faults.get(index);
      return errors ? [refused(item, { ...error.problem, detail: 'The item is not valid.', errors })] : [];
    });
    const rest = items.filter((_, index) => !faults.has(index));
    // Where there are more faults than an answer names, all of the rest would be sent again for every few of them.
    return [...spoiled, ...(await (isCut ? sendHalves(rest, sending) : sendItems(rest, sending)))];
  }
  const [only] = items;
  if (only && items.length === 1) return [refused(only, error.problem)];
  // It is not said which item it is.
  return sendHalves(items, sending);
}

async function sendHalves(items: readonly BatchItem[], sending: Sending): Promise<ItemOutcome[]> {
  const middle = Math.ceil(items.length / 2);
  const first = await sendItems(items.slice(0, middle), sending);
  return [...first, ...(await sendItems(items.slice(middle), sending))];
}

/**
 * Sends accounts and says what became of each. An item that is malformed does not keep the others out.
 * @throws ProblemError, NetworkError or TimeoutError when they could not be sent
 */
export async function sendItems(items: readonly BatchItem[], sending: Sending): Promise<ItemOutcome[]> {
  if (items.length === 0) return [];
  try {
    const { body, isReplay } = await send(items, sending);
    return items.map(({ line, item }, index) => {
      const result = body.results[index];
      if (result === undefined) throw new Error(`There is no result for the item ${index}.`);
      return { line, item, status: result.status, problem: result.problem, isReplay };
    });
  } catch (error) {
    const isMalformed =
      isProblem(error, 'validation-failed') ||
      isProblem(error, 'malformed-request') ||
      isProblem(error, 'payload-too-large');
    if (!isMalformed) throw error;
    return sendWithout(items, error, sending);
  }
}
