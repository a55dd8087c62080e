import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { UsageError } from '../../command.ts';
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

async function isRegular(file: FileHandle): Promise<boolean> {
  return (await file.stat()).isFile();
}

/** Opens what an earlier run wrote; undefined if it is no longer there. */
async function reopen(path: string, bytes: number): Promise<FileHandle | undefined> {
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  // What lies beyond was written by batches that are looked at again.
  if (file && (await isRegular(file))) await file.truncate(bytes);
  return file;
}

/** Leaves nothing of an import before. What is no file, such as /dev/null, stays. */
async function clear(path: string): Promise<void> {
  // Opened for writing, because whether it can be written is to be known before the first account is created.
  const file = await open(path, 'a');
  const isOurs = await isRegular(file).finally(() => file.close());
  if (isOurs) await rm(path);
}

/**
 * Opens the report, to go on after so many bytes. Where there is nothing to say no file is made, and none is left of an
 * import before.
 * @throws UsageError if it cannot be written
 */
export async function openErrorReport(path: string, bytes: number): Promise<ErrorReport> {
  let file: FileHandle | undefined;
  try {
    if (bytes > 0) file = await reopen(path, bytes);
    if (file === undefined) await clear(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The error report cannot be written: ${reason}`, { cause: error });
  }
  let length = file === undefined ? 0 : bytes;
  return {
    async add(batch, outcomes) {
      const entries = [
        ...batch.faults.map(entryOfFault),
        ...outcomes.filter(({ status }) => status !== 'created').map(entryOf),
      ].sort((one, other) => one.line - other.line);
      if (entries.length === 0) return;
      file ??= await open(path, 'a');
      const text = Buffer.from(entries.map((entry) => `${entry.text}\n`).join(''));
      await file.writeFile(text);
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
