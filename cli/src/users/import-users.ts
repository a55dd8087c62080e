import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createClient } from '@roster/client';
import { type Command, InterruptedError, type Io, RefusedError, UsageError } from '../command.ts';
import { describeServiceFailure } from '../describe-service-failure.ts';
import { interruptible } from '../interruptible.ts';
import { readServiceAccess, type ServiceAccess, serviceHelp } from '../on-service.ts';
import { parseOptions } from '../parse-options.ts';
import { noProgress, startProgress } from '../progress.ts';
import { openErrorReport } from './import/error-report.ts';
import { type ImportChoice, importOptions, readImportChoice } from './import/import-choice.ts';
import { type ImportState, newState, readState, removeState, writeState } from './import/import-state.ts';
import { makeBatches } from './import/make-batches.ts';
import { readCsv } from './import/read-csv.ts';
import { readNdjson } from './import/read-ndjson.ts';
import { runImport } from './import/run-import.ts';
import type { Source } from './import/source-record.ts';

async function openSource(
  file: string,
  { stdin }: Io,
): Promise<{ source: Source; totalBytes: number | undefined }> {
  if (file === '-') return { source: stdin, totalBytes: undefined };
  const found = await stat(file).catch((error: unknown) => {
    throw new UsageError(`The file cannot be read: ${Error.prototype.toString.call(error)}`, {
      cause: error,
    });
  });
  if (found.isDirectory()) throw new UsageError(`${file} is a folder.`);
  // A pipe may have a name, but it has no size, and cannot be read a second time.
  return { source: createReadStream(file), totalBytes: found.isFile() ? found.size : undefined };
}

function inWords({ counts }: ImportState, dryRun: boolean): string {
  const number = (count: number) => count.toLocaleString('en');
  const before = counts.createdBefore > 0 ? ` (${number(counts.createdBefore)} of them before)` : '';
  const created = `${number(counts.created)} ${dryRun ? 'would be created' : `created${before}`}`;
  return `${created}, ${number(counts.skipped)} skipped, ${number(counts.failed)} failed.`;
}

async function importFile(choice: ImportChoice, { url, key }: ServiceAccess, io: Io): Promise<void> {
  const { file, format, delimiter, ignored, onConflict, dryRun, reportPath, batchSize } = choice;
  const { source, totalBytes } = await openSource(file, io);
  const statePath = totalBytes === undefined || dryRun ? undefined : `${file}.import-state`;
  const kept = { url, format, delimiter, ignored, onConflict, batchSize, reportPath };
  const earlier = statePath && !choice.restart ? await readState(statePath, kept) : undefined;
  const start = goOn(earlier) ?? newState(kept);
  const tell = (text: string) => choice.json || io.stderr.write(text);
  if (earlier) tell(`Going on where the last run stopped: ${inWords(earlier, dryRun)}\n`);

  const records = format === 'csv' ? readCsv(source, { delimiter, ignored }) : readNdjson(source);
  const report = await openErrorReport(reportPath, start.reportBytes);
  const progress = choice.json ? noProgress : startProgress(io.stderr, { noun: 'users' });
  let last = start;
  const howToGoOn = () =>
    `${inWords(last, dryRun)} ${
      statePath || dryRun
        ? 'Repeat the command to go on.'
        : 'It can be repeated safely with --on-conflict skip.'
    }`;
  try {
    await interruptible(async (signal) => {
      signal.addEventListener('abort', () =>
        tell('\nWaiting for what was sent; Ctrl-C again ends it at once.\n'),
      );
      const run = runImport({
        batches: makeBatches(records, batchSize),
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
      });
      await run.catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (signal.aborted) throw new InterruptedError(`Interrupted. ${howToGoOn()}`);
    });
  } catch (error) {
    const told = describeServiceFailure(error, url);
    if (told === error || !(told instanceof RefusedError)) throw error;
    throw new RefusedError(`${told.message}\n${howToGoOn()}`, { cause: error });
  } finally {
    progress.end();
    await report.close();
  }
  if (statePath) await removeState(statePath);
  finish(last, choice, io);
}

/** What an earlier run had created, this one has created before. */
function goOn(earlier: ImportState | undefined): ImportState | undefined {
  return earlier && { ...earlier, counts: { ...earlier.counts, createdBefore: earlier.counts.created } };
}

/** @throws RefusedError if not all became what was asked for */
function finish(state: ImportState, { reportPath, dryRun, json }: ImportChoice, { stdout }: Io): void {
  const { counts, reportBytes } = state;
  const report = reportBytes > 0 ? reportPath : null;
  stdout.write(`${json ? JSON.stringify({ dryRun, ...counts, report }) : inWords(state, dryRun)}\n`);
  if (counts.failed > 0) throw new RefusedError(`${reportPath} says which accounts failed, and why.`);
  if (report && !json) stdout.write(`${reportPath} says which were skipped.\n`);
}

export const importUsersCommand: Command = {
  name: 'users import',
  summary: 'create the accounts of a CSV or NDJSON file',
  help: `Usage: roster users import FILE [--dry-run] [--on-conflict fail|skip] [--errors FILE] [--json]

Creates the accounts of a file, up to 1,000 with each request. FILE is a table with a header row (.csv), or holds a JSON
object on each line (.ndjson, .jsonl); - is standard input. The columns, or fields, are those of createUser: username,
password, passwordHash, email, displayName, did, role, permissions, template, isActive, servers, groups, metadata,
mustChangePassword. What roster users export wrote can be imported as it is.

An account that is refused keeps no other out: it goes into the error report, a line of JSON for each with its line in
FILE and its problem. When the command was interrupted, in whatever way, repeat it: it goes on where it was, and nothing
happens twice. What it needs for that is kept in FILE.import-state until all is done.

  --dry-run            change nothing, and say what would happen; accounts of FILE that exclude each other are only found
                       within a batch
  --on-conflict WORD   what becomes of an account whose username, e-mail address or DID is taken: fail (when left out), or
                       skip, which is no failure
  --errors FILE        the error report; FILE.errors.ndjson when left out, of standard input stdin.errors.ndjson
  --restart            begin anew instead of going on
  --format csv|ndjson  when the name of the file does not tell; of standard input ndjson when left out
  --delimiter ';'      between the cells of CSV, when it is no comma; '\\t' is a tab
  --ignore COLUMN      leave a column of CSV out; may stand several times
  --batch-size N       accounts in a request, at most and when left out 1000; never more than 100 with a plain password
  --concurrency N      requests at the same time, at most 16; 2 when left out
  --patience SECONDS   how long to wait for a service that cannot be reached or is overloaded; 300 when left out
  --json               print {"dryRun","created","createdBefore","skipped","failed","report"}
${serviceHelp}

The key needs users:import and users:read; users:grant too for a role other than viewer, permissions, a template,
servers and groups. It gives only what it holds: every permission of that role, for example. Exit codes: 0 all were
created or skipped, 1 some failed or the service could not be reached, 2 wrong usage, 130 interrupted.
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, importOptions, ['FILE']);
    await importFile(readImportChoice(positionals[0] ?? '', values), await readServiceAccess(values, io), io);
  },
};
