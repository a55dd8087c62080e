import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { RefusedError, UsageError } from '../../command.ts';
import { reasonOf } from '../../reason-of.ts';
import type { ReportMark } from './error-report.ts';
import { parseJson } from './source-record.ts';

/** How many accounts became what. */
export interface Counts {
  readonly created: number;
  /** Of these, how many were created by a run that was interrupted. */
  readonly createdBefore: number;
  readonly skipped: number;
  readonly failed: number;
}

/** How many accounts have been dealt with. */
export function sum({ created, skipped, failed }: Counts): number {
  return created + skipped + failed;
}

/** What is kept of an import that is under way, so that it can be gone on with after any kind of end. */
export interface ImportState {
  /** What the idempotency keys are made with: a batch that was sent before is recognized by the service. */
  readonly secret: string;
  /** What must be the same when it goes on. */
  readonly options: Readonly<Record<string, unknown>>;
  /** How many batches are done; of those after them nobody knows. */
  readonly batches: number;
  /** Stands for what these batches held. */
  readonly digest: string;
  readonly counts: Counts;
  /** How many bytes of the file end with these batches. */
  readonly bytes: number;
  /** Where runs that were interrupted stopped, in records: batches end there whatever was appended to the file since. */
  readonly ends: readonly number[];
  /** The report with what these batches added to it. */
  readonly report: ReportMark;
  /** How many accounts that were not created the report does not name, because the one that did is gone. */
  readonly unreported: number;
}

/** The state of an import that begins. */
export function newState(options: ImportState['options']): ImportState {
  const counts = { created: 0, createdBefore: 0, skipped: 0, failed: 0 };
  return {
    secret: randomBytes(32).toString('base64url'),
    options,
    batches: 0,
    digest: '',
    counts,
    bytes: 0,
    ends: [],
    report: { bytes: 0, digest: '' },
    unreported: 0,
  };
}

/** Whether a value has all that a model has, each of the same kind. */
function isLike(value: unknown, model: object): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(model).every(([name, own]) => {
    const other: unknown = Reflect.get(value, name);
    return typeof own === 'object' ? isLike(other, own) : typeof other === typeof own;
  });
}

function parseState(text: string): ImportState | undefined {
  const value = parseJson(text);
  // It was written below, if it is like that.
  return isLike(value, newState({})) ? (value as ImportState) : undefined;
}

/**
 * Reads what an import left; undefined if none was interrupted.
 * @throws UsageError if it cannot be read, or was started with other options and has done something with them
 */
export async function readState(
  path: string,
  options: ImportState['options'],
): Promise<ImportState | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`What the interrupted run left cannot be read: ${error.message}`, { cause: error });
  });
  if (text === undefined) return undefined;
  const state = parseState(text);
  if (state === undefined) {
    throw new UsageError(
      `${path} does not say where the last run stopped: it is empty or broken. Give --restart to begin anew; with --on-conflict skip nothing is created twice either.`,
    );
  }
  if (state.batches > 0 && JSON.stringify(state.options) !== JSON.stringify(options)) {
    throw new UsageError(
      `${path} belongs to an import with other options, which was interrupted: ${JSON.stringify(state.options)}. Repeat it with these, or give --restart to begin anew.`,
    );
  }
  return { ...state, options };
}

/**
 * Keeps the state; a reader finds the one before or this one, never half of it, even after a power cut.
 * @throws RefusedError if it cannot be written
 */
export async function writeState(path: string, state: ImportState): Promise<void> {
  // Nobody else writes it: whoever does has the lock of the file.
  const draft = `${path}.new`;
  try {
    await writeFile(draft, `${JSON.stringify(state)}\n`, { mode: 0o600, flush: true });
    await rename(draft, path);
  } catch (error) {
    throw new RefusedError(`How far the import is cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}

export async function removeState(path: string): Promise<void> {
  await rm(path, { force: true });
}
