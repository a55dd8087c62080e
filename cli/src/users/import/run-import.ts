import { createHash } from 'node:crypto';
import { UsageError } from '../../command.ts';
import type { Progress } from '../../progress.ts';
import type { ErrorReport } from './error-report.ts';
import type { Counts, ImportState } from './import-state.ts';
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

/** How many accounts have been dealt with. */
function sum({ created, skipped, failed }: Counts): number {
  return created + skipped + failed;
}

/**
 * Sends all batches, a few at the same time, and takes note of what became of them in their order: whenever it ends, what
 * was kept says where to go on. Batches that were under way then are sent again with the same idempotency keys.
 * @returns the last state; when the signal aborts, that of what is done by then
 * @throws UsageError if the file is not the one that the state belongs to
 */
export async function runImport(run: ImportRun): Promise<ImportState> {
  const { sending, report, progress, totalBytes, concurrency } = run;
  let { state } = run;
  let bytes = 0;
  let note: string | undefined;
  const show = () => {
    const share = totalBytes === undefined ? undefined : totalBytes === 0 ? 1 : bytes / totalBytes;
    progress.update({ done: sum(state.counts), share, note });
  };
  const onWait = (reason: string | undefined) => {
    note = reason && `waiting: ${reason}`;
    show();
  };
  const underWay: { batch: Batch; digest: string; outcomes: Promise<ItemOutcome[]> }[] = [];

  async function settleFirst(): Promise<void> {
    const first = underWay[0];
    if (first === undefined) return;
    const outcomes = await first.outcomes;
    underWay.shift();
    await report.add(first.batch, outcomes);
    const counts = addCounts(state.counts, first.batch, outcomes);
    const { batch, digest } = first;
    state = { ...state, batches: batch.number + 1, digest, counts, reportBytes: report.bytes };
    bytes = batch.bytes;
    await run.keep(state);
    show();
  }

  let digest = '';
  let seen = 0;
  let isKept = false;
  try {
    for await (const batch of run.batches) {
      if (sending.signal.aborted) break;
      digest = digestOf(digest, batch);
      seen += 1;
      if (batch.number < run.state.batches) {
        bytes = batch.bytes;
        if (batch.number === run.state.batches - 1 && digest !== run.state.digest) throw changed();
        continue;
      }
      if (!isKept) await run.keep(state);
      isKept = true;
      const outcomes = sendItems(batch.items, { ...sending, secret: state.secret, onWait });
      // Whether it failed is asked when its turn comes.
      outcomes.catch(() => {});
      underWay.push({ batch, digest, outcomes });
      if (underWay.length === concurrency) await settleFirst();
    }
    if (seen < run.state.batches && !sending.signal.aborted) throw changed();
    while (underWay.length > 0) await settleFirst();
  } finally {
    // What was sent is done before the command ends, whatever became of the others.
    await Promise.allSettled(underWay.map(({ outcomes }) => outcomes));
  }
  return state;
}

function changed(): UsageError {
  return new UsageError(
    'The file is not what it was when its import was interrupted. Put the old one back to go on, or give --restart to begin anew.',
  );
}
