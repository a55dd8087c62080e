import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { UsageError } from '../../command.ts';

/** How many accounts became what. */
export interface Counts {
  readonly created: number;
  /** Of these, how many were created by a run that was interrupted. */
  readonly createdBefore: number;
  readonly skipped: number;
  readonly failed: number;
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
  /** How long the report is with what these batches added to it. */
  readonly reportBytes: number;
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
    reportBytes: 0,
  };
}

/**
 * Reads what an import left; undefined if none was interrupted.
 * @throws UsageError if it was started with other options
 */
export async function readState(
  path: string,
  options: ImportState['options'],
): Promise<ImportState | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  // It was written below, as a whole.
  const state = JSON.parse(text) as ImportState;
  if (state.batches > 0 && JSON.stringify(state.options) !== JSON.stringify(options)) {
    throw new UsageError(
      `${path} belongs to an import with other options, which was interrupted: ${JSON.stringify(state.options)}. Repeat it with these, or give --restart to begin anew.`,
    );
  }
  return state;
}

/** Keeps the state; a reader finds the one before or this one, never half of it. */
export async function writeState(path: string, state: ImportState): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

export async function removeState(path: string): Promise<void> {
  await rm(path, { force: true });
}
