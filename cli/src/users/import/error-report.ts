import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Batch } from './make-batches.ts';
import type { ItemOutcome } from './send-items.ts';

/** A file with a line of JSON for each account that was not created, in the order of their batches. */
export interface ErrorReport {
  add(batch: Batch, outcomes: readonly ItemOutcome[]): Promise<void>;
  /** How long it is. */
  readonly bytes: number;
  close(): Promise<void>;
}

interface Entry {
  readonly line: number;
  readonly text: string;
}

/** Nothing of the item but its names: the rest may be a secret, and stands in the file that was imported. */
function entryOf({ line, item, status, problem }: ItemOutcome): Entry {
  const { username, email, did } = item;
  // The place within the item, not within the request that happened to hold it.
  const errors = problem?.errors?.map(({ loc, ...fault }) => ({ loc: loc.slice(3), ...fault }));
  const told = problem && { ...problem, ...(errors && { errors }) };
  return { line, text: JSON.stringify({ line, status, username, email, did, problem: told }) };
}

function entryOfFault({ line, fault }: Batch['faults'][number]): Entry {
  const problem = { code: 'unreadable', detail: fault };
  return { line, text: JSON.stringify({ line, status: 'failed', problem }) };
}

/** Opens what an earlier run wrote; undefined if it is no longer there. */
async function reopen(path: string, bytes: number): Promise<FileHandle | undefined> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  // What lies beyond was written by batches that are looked at again.
  await file?.truncate(bytes);
  return file;
}

/**
 * Opens the report, to go on after so many bytes. Where there is nothing to say no file is made, and none is left of an
 * import before.
 */
export async function openErrorReport(path: string, bytes: number): Promise<ErrorReport> {
  let file = bytes > 0 ? await reopen(path, bytes) : undefined;
  if (file === undefined) await rm(path, { force: true });
  let length = file === undefined ? 0 : bytes;
  return {
    async add(batch, outcomes) {
      const entries = [
        ...batch.faults.map(entryOfFault),
        ...outcomes.filter(({ status }) => status !== 'created').map(entryOf),
      ].sort((one, other) => one.line - other.line);
      if (entries.length === 0) return;
      file ??= await open(path, 'w');
      const text = Buffer.from(entries.map((entry) => `${entry.text}\n`).join(''));
      await file.write(text, 0, text.length, length);
      length += text.length;
    },
    get bytes() {
      return length;
    },
    async close() {
      await file?.close();
    },
  };
}
