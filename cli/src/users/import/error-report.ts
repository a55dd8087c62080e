import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, open, rm, truncate } from 'node:fs/promises';
import { RefusedError, UsageError } from '../../command.ts';
import { reasonOf } from '../../reason-of.ts';
import type { Batch } from './make-batches.ts';
import type { ItemOutcome } from './send-items.ts';

/** How much a report holds. */
export interface ReportMark {
  readonly bytes: number;
  /** Stands for these bytes. */
  readonly digest: string;
}

/** A file with a line of JSON for each account that was not created, in the order of their batches. */
export interface ErrorReport {
  add(batch: Batch, outcomes: readonly ItemOutcome[]): Promise<void>;
  readonly mark: ReportMark;
  /** True if the report of the run that is gone on with is no longer there. */
  readonly isLost: boolean;
  /** Leaves nothing of an import before, if nothing was added. */
  replace(): Promise<void>;
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

function digestOf(hash: Hash): string {
  return hash.copy().digest('base64url');
}

interface Begun {
  readonly file: FileHandle;
  readonly hash: Hash;
}

/**
 * Opens what an earlier run wrote; undefined if it is no longer there.
 * @throws UsageError if it is something else, of which nothing may be cut off
 */
async function reopen(path: string, { bytes, digest }: ReportMark): Promise<Begun | undefined> {
  const file = await open(path, constants.O_RDWR | constants.O_APPEND).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (file === undefined) return undefined;
  const hash = createHash('sha256');
  if (!(await isRegular(file))) return { file, hash };
  for await (const chunk of file.createReadStream({ start: 0, end: bytes - 1, autoClose: false }))
    hash.update(chunk);
  if (digestOf(hash) !== digest) {
    await file.close();
    throw new UsageError(
      `${path} is not the report that the interrupted run left. Put that one back, or move this one away to go on without it.`,
    );
  }
  // What lies beyond was written by batches that are looked at again.
  await file.truncate(bytes);
  return { file, hash };
}

/** Finds out whether it can be written before the first account is created, and leaves everything as it is. */
async function checkWritable(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  await (await open(path, 'a')).close();
  if (!isThere) await rm(path);
}

/** What is no file, such as /dev/null, stays. */
async function clear(path: string): Promise<void> {
  const file = await open(path, 'a');
  const isOurs = await isRegular(file).finally(() => file.close());
  // Not every folder lets go of a file that may be written.
  if (isOurs) await rm(path).catch(() => truncate(path));
}

/** @throws RefusedError instead of what the file system says */
async function written<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new RefusedError(`The error report cannot be written any further: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Opens the report, to go on behind what an earlier run wrote. Otherwise what is there gives way to the first batch that is
 * done, and not before: a run that does not come so far leaves it. Where there is nothing to say no file is made.
 * @throws UsageError if it cannot be written, or is not what the earlier run wrote
 */
export async function openErrorReport(path: string, earlier: ReportMark | undefined): Promise<ErrorReport> {
  const goesOn = earlier !== undefined && earlier.bytes > 0;
  let begun: Begun | undefined;
  try {
    if (goesOn) begun = await reopen(path, earlier);
    if (begun === undefined) await checkWritable(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The error report cannot be written: ${reasonOf(error)}`, { cause: error });
  }
  const isLost = goesOn && begun === undefined;
  let mark: ReportMark = goesOn && begun ? earlier : { bytes: 0, digest: '' };
  let isOwn = begun !== undefined;
  const replace = async () => {
    if (!isOwn) await written(() => clear(path));
    isOwn = true;
  };
  const append = async (text: Buffer) => {
    begun ??= { file: await open(path, 'a'), hash: createHash('sha256') };
    await begun.file.writeFile(text);
    // The state that is kept next counts on it, even after a power cut.
    if (await isRegular(begun.file)) await begun.file.datasync();
    begun.hash.update(text);
    mark = { bytes: mark.bytes + text.length, digest: digestOf(begun.hash) };
  };
  return {
    async add(batch, outcomes) {
      await replace();
      const entries = [
        ...batch.faults.map(entryOfFault),
        ...outcomes.filter(({ status }) => status !== 'created').map(entryOf),
      ].sort((one, other) => one.line - other.line);
      if (entries.length === 0) return;
      await written(() => append(Buffer.from(entries.map((entry) => `${entry.text}\n`).join(''))));
    },
    get mark() {
      return mark;
    },
    isLost,
    replace,
    async close() {
      await begun?.file.close();
    },
  };
}
