import { createClient } from '@roster/client';
import { type Command, InterruptedError, type Io, RefusedError } from '../command.ts';
import { describeServiceFailure } from '../describe-service-failure.ts';
import { interruptible } from '../interruptible.ts';
import { readServiceAccess, type ServiceAccess, serviceHelp } from '../on-service.ts';
import { parseOptions } from '../parse-options.ts';
import { noProgress, startProgress } from '../progress.ts';
import { type ErrorReport, openErrorReport } from './import/error-report.ts';
import { type ImportChoice, importOptions, readImportChoice } from './import/import-choice.ts';
import { takeLock } from './import/import-lock.ts';
import {
  type ImportState,
  newState,
  readState,
  removeState,
  sum,
  writeState,
} from './import/import-state.ts';
import { makeBatches } from './import/make-batches.ts';
import { type Input, openSource, readStream } from './import/open-source.ts';
import { readCsv } from './import/read-csv.ts';
import { readNdjson } from './import/read-ndjson.ts';
import { runImport, shareOf } from './import/run-import.ts';
import type { Source } from './import/source-record.ts';

function inWords({ counts }: ImportState, dryRun: boolean): string {
  const number = (count: number) => count.toLocaleString('en');
  const before = counts.createdBefore > 0 ? ` (${number(counts.createdBefore)} of them before)` : '';
  const created = `${number(counts.created)} ${dryRun ? 'would be created' : `created${before}`}`;
  return `${created}, ${number(counts.skipped)} skipped, ${number(counts.failed)} failed.`;
}

/** Where an import begins that goes on with an earlier one. */
function goOn(earlier: ImportState, report: ErrorReport): ImportState {
  const { created, skipped, failed } = earlier.counts;
  return {
    ...earlier,
    counts: { ...earlier.counts, createdBefore: created },
    ends: [...earlier.ends, sum(earlier.counts)],
    report: report.mark,
    unreported: report.isLost ? skipped + failed : earlier.unreported,
  };
}

/** What to do after an end that is none. */
function howToGoOn({ dryRun }: ImportChoice, statePath: string | undefined): string {
  if (dryRun) return 'A dry run begins anew when it is repeated.';
  return statePath ? 'Repeat the command to go on.' : 'It can be repeated safely with --on-conflict skip.';
}

/** @returns how it ended */
async function importFrom(
  { stream, totalBytes }: Input,
  statePath: string | undefined,
  choice: ImportChoice,
  { url, key }: ServiceAccess,
  io: Io,
): Promise<ImportState> {
  const { format, delimiter, ignored, onConflict, dryRun, reportPath, batchSize } = choice;
  const kept = { url, format, delimiter, ignored, onConflict, batchSize, reportPath };
  const earlier = statePath && !choice.restart ? await readState(statePath, kept) : undefined;
  const tell = (text: string) => choice.json || io.stderr.write(text);
  const report = await openErrorReport(reportPath, earlier?.report);
  const start = earlier ? goOn(earlier, report) : newState(kept);
  if (earlier) tell(`Going on where the last run stopped: ${inWords(earlier, dryRun)}\n`);
  if (report.isLost) tell(`${reportPath} is gone: ${missing(start)}\n`);

  const recordsOf = (source: Source) =>
    format === 'csv' ? readCsv(source, { delimiter, ignored }) : readNdjson(source);
  const from = { done: sum(start.counts), share: shareOf(start, totalBytes) };
  const progress = choice.json ? noProgress : startProgress(io.stderr, { noun: 'users', start: from });
  let last = start;
  const sofar = () => `${inWords(last, dryRun)} ${howToGoOn(choice, statePath)}`;
  try {
    await interruptible(async (signal) => {
      const run = runImport({
        batches: makeBatches(recordsOf(readStream(stream, signal)), batchSize, start.ends),
        state: start,
        concurrency: choice.concurrency,
        sending: {
          client: createClient({ baseUrl: url, token: key }),
          options: { onConflict, dryRun },
          patienceMs: choice.patienceMs,
          signal,
        },
        report,
        progress,
        totalBytes,
        async keep(state) {
          last = state;
          if (statePath) await writeState(statePath, state);
        },
        onLastWait: () => tell('\nWaiting for what was sent; Ctrl-C again ends it at once.\n'),
      });
      const isDone = await run.catch((error: unknown) => {
        if (!signal.aborted || error instanceof RefusedError) throw error;
        return false;
      });
      if (!isDone) throw new InterruptedError(`Interrupted. ${sofar()}`);
    });
    await report.replace();
  } catch (error) {
    const told = describeServiceFailure(error, url);
    if (!(told instanceof RefusedError)) throw error;
    throw new RefusedError(`${told.message}\n${sofar()}`, { cause: error });
  } finally {
    // Nothing is read any more, though standard input may never end.
    stream.destroy();
    progress.end();
    await report.close();
  }
  if (statePath) await removeState(statePath);
  return last;
}

/** @returns how it ended, when nothing is left of what only an import under way needs */
async function importFile(choice: ImportChoice, access: ServiceAccess, io: Io): Promise<ImportState> {
  const input = await openSource(choice.file, io);
  // A dry run does nothing that could be gone on with.
  if (input.totalBytes === undefined || choice.dryRun)
    return importFrom(input, undefined, choice, access, io);
  const release = await takeLock(`${choice.file}.import-lock`);
  try {
    return await importFrom(input, `${choice.file}.import-state`, choice, access, io);
  } finally {
    await release();
  }
}

function missing({ unreported }: ImportState): string {
  return `which accounts were not created before the interruption, and why, is no longer known (${unreported.toLocaleString('en')} in all).`;
}

/** @throws RefusedError if not all became what was asked for */
function finish(state: ImportState, { reportPath, dryRun, json }: ImportChoice, { stdout }: Io): void {
  const { counts } = state;
  const report = state.report.bytes > 0 ? reportPath : null;
  stdout.write(`${json ? JSON.stringify({ dryRun, ...counts, report }) : inWords(state, dryRun)}\n`);
  const what = counts.failed > 0 ? 'which accounts failed, and why' : 'which were skipped';
  const told = [
    ...(report ? [`${report} says ${what}.`] : []),
    ...(state.unreported > 0 ? [`The report of an earlier run is gone: ${missing(state)}`] : []),
  ].join('\n');
  if (counts.failed > 0) throw new RefusedError(told);
  if (told && !json) stdout.write(`${told}\n`);
}

export const importUsersCommand: Command = {
  name: 'users import',
  summary: 'create the accounts of a CSV or NDJSON file',
  help: `Usage: roster users import FILE [--dry-run] [--on-conflict fail|skip] [--errors FILE] [--json]

Creates the accounts of a file, up to 1,000 with each request. FILE is a table with a header row (.csv), or holds a JSON
object on each line (.ndjson, .jsonl); - is standard input. The columns, or fields, are those of createUser: username,
password, passwordHash, email, displayName, did, role, permissions, template, isActive, servers, groups, metadata,
mustChangePassword. What roster users export wrote can be imported as it is: of its status (pending, active or
disabled), disabled is isActive false.

An account that is refused keeps no other out: it goes into the error report, a line of JSON for each with its line in
FILE and its problem. When the command was interrupted, in whatever way, repeat it: it goes on where it was, and nothing
happens twice. What it needs for that is kept in FILE.import-state until all is done.

  --dry-run            change nothing, and say what would happen; accounts of FILE that exclude each other are only found
                       within a batch
  --on-conflict WORD   what becomes of an account whose username, e-mail address or DID is taken: fail (when left out), or
                       skip, which is no failure
  --errors FILE        the error report; FILE.errors.ndjson when left out, of a dry run FILE.dry-run.errors.ndjson; of standard
                       input FILE is stdin
  --restart            begin anew instead of going on
  --format csv|ndjson  when the name of the file does not tell; of standard input ndjson when left out
  --delimiter ';'      between the cells of CSV, when it is no comma; '\\t' is a tab
  --ignore COLUMN      leave a column of CSV out; may stand several times
  --batch-size N       accounts in a request, at most and when left out 1000; never more than 100 with a plain password
  --concurrency N      requests at the same time, at most 16; 2 when left out
  --patience SECONDS   how long to wait for a service that cannot be reached or is overloaded, 300 when left out; where it
                       asks for more with Retry-After, the command ends at once
  --json               print {"dryRun","created","createdBefore","skipped","failed","report"}
${serviceHelp}

The key needs users:import and users:read; users:grant too for a role other than viewer, permissions, a template,
servers and groups. It gives only what it holds: every permission of that role, for example. Exit codes: 0 all were
created or skipped, 1 some failed or the service could not be reached, 2 wrong usage, 130 interrupted.
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, importOptions, ['FILE']);
    const choice = readImportChoice(positionals[0] ?? '', values);
    finish(await importFile(choice, await readServiceAccess(values, io), io), choice, io);
  },
};
