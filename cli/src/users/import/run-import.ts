import { createHash } from 'node:crypto';
import { UsageError } from '../../command.ts';
import type { Progress } from '../../progress.ts';
import type { ErrorReport } from './error-report.ts';
import { type Counts, type ImportState, sum } from './import-state.ts';
import type { Batch } from './make-batches.ts';
import { type ItemOutcome, type Sending, sendItems } from './send-items.ts';

/** An import with everything that it needs. */
export interface ImportRun {
  readonly batches: AsyncIterable<Batch>;
  /** Where it begins. */
  readonly state: ImportState;
  /** How many batches are under way at the same time. */
  readonly concurrency: number;
  readonly sending: Omit<Sending, 'onWait' | 'secret'>;
  readonly report: ErrorReport;
  readonly progress: Progress;
  /** The bytes of the file; undefined if nobody knows. */
  readonly totalBytes: number | undefined;
  /** Is called before the first request, and when a batch is done. */
  keep(state: ImportState): Promise<void>;
  /** Is called when the signal aborts and answers are still to come. */
  onLastWait(): void;
}

function digestOf(before: string, { items, faults }: Batch): string {
  return createHash('sha256')
    .update(before)
    .update(JSON.stringify([items, faults]))
    .digest('base64url');
}

function addCounts(counts: Counts, { faults }: Batch, outcomes: readonly ItemOutcome[]): Counts {
  const count = (fits: (outcome: ItemOutcome) => boolean) => outcomes.filter(fits).length;
  return {
    created: counts.created + count(({ status }) => status === 'created'),
    createdBefore: counts.createdBefore + count(({ status, isReplay }) => status === 'created' && isReplay),
    skipped: counts.skipped + count(({ status }) => status === 'skipped'),
    failed: counts.failed + count(({ status }) => status === 'failed') + faults.length,
  };
}

/** Batches until the signal aborts, which may make the source fail. */
async function* untilAborted(batches: AsyncIterable<Batch>, signal: AbortSignal, onEnd: () => void) {
  try {
    for await (const batch of batches) {
      if (signal.aborted) return;
      yield batch;
    }
    onEnd();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/**
 * Sends all batches, a few at the same time, and takes note of what became of them in their order: whenever it ends, what
 * was kept says where to go on. Batches that were under way then are sent again with the same idempotency keys.
 * @returns whether all is done: not if the signal aborted before
 * @throws UsageError if the file is not the one that the state belongs to
 */
export async function runImport(run: ImportRun): Promise<boolean> {
  const { sending, report, progress, totalBytes, concurrency } = run;
  const { signal } = sending;
  let { state } = run;
  let note: string | undefined;
  const show = () => progress.update({ done: sum(state.counts), share: shareOf(state, totalBytes), note });
  const onWait = (reason: string | undefined) => {
    note = reason && `waiting: ${reason}`;
    show();
  };
  const underWay: { batch: Batch; digest: string; outcomes: Promise<ItemOutcome[]> }[] = [];
  let unanswered = 0;

  function send(batch: Batch, digest: string): void {
    unanswered += 1;
    const outcomes = sendItems(batch.items, { ...sending, secret: state.secret, onWait }).finally(() => {
      unanswered -= 1;
    });
    // Whether it failed is asked when its turn comes.
    outcomes.catch(() => {});
    underWay.push({ batch, digest, outcomes });
  }

  async function settleFirst(): Promise<void> {
    const first = underWay[0];
    if (first === undefined) return;
    const outcomes = await first.outcomes;
    underWay.shift();
    await report.add(first.batch, outcomes);
    const counts = addCounts(state.counts, first.batch, outcomes);
    const { batch, digest } = first;
    const { number, bytes } = batch;
    state = { ...state, batches: number + 1, digest, counts, bytes, report: report.mark };
    await run.keep(state);
    show();
  }

  async function sendAll(): Promise<boolean> {
    let digest = '';
    let seen = 0;
    let isAll = false;
    const batches = untilAborted(run.batches, signal, () => {
      isAll = true;
    });
    for await (const batch of batches) {
      digest = digestOf(digest, batch);
      seen += 1;
      if (seen === run.state.batches && digest !== run.state.digest) throw changed();
      if (seen <= run.state.batches) continue;
      if (seen === run.state.batches + 1) await run.keep(state);
      send(batch, digest);
      if (underWay.length === concurrency) await settleFirst();
    }
    if (isAll && seen < run.state.batches) throw changed();
    while (underWay.length > 0) await settleFirst();
    return isAll;
  }

  const onAbort = () => {
    if (unanswered > 0) run.onLastWait();
  };
  signal.addEventListener('abort', onAbort);
  try {
    return await sendAll();
  } finally {
    signal.removeEventListener('abort', onAbort);
    // What was sent is done before the command ends, whatever became of the others.
    await Promise.allSettled(underWay.map(({ outcomes }) => outcomes));
  }
}

/** How much of the file is done; undefined if nobody knows. */
export function shareOf({ bytes }: ImportState, totalBytes: number | undefined): number | undefined {
  if (totalBytes === undefined) return undefined;
  return totalBytes === 0 ? 1 : bytes / totalBytes;
}

function changed(): UsageError {
  return new UsageError(
    'The file is not what it was when its import was interrupted. Put the old one back to go on, or give --restart to begin anew.',
  );
}
