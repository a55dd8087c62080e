import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../command.ts';
import { serviceOptions } from '../../on-service.ts';
import { oneOf, type parseOptions, wholeNumber } from '../../parse-options.ts';

export const importOptions = {
  ...serviceOptions,
  format: { type: 'string' },
  delimiter: { type: 'string', default: ',' },
  ignore: { type: 'string', multiple: true },
  'on-conflict': { type: 'string', default: 'fail' },
  'dry-run': { type: 'boolean', default: false },
  errors: { type: 'string' },
  restart: { type: 'boolean', default: false },
  'batch-size': { type: 'string', default: '1000' },
  concurrency: { type: 'string', default: '2' },
  patience: { type: 'string', default: '300' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseOptions<typeof importOptions>>['values'];

/** What is imported, and how. */
export interface ImportChoice {
  /** `-` is standard input. */
  readonly file: string;
  readonly format: 'csv' | 'ndjson';
  readonly delimiter: string;
  readonly ignored: readonly string[];
  readonly onConflict: 'fail' | 'skip';
  readonly dryRun: boolean;
  readonly reportPath: string;
  /** True if what an interrupted run left is not gone on with. */
  readonly restart: boolean;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly patienceMs: number;
  readonly json: boolean;
}

function formatOf(file: string, given: string | undefined): ImportChoice['format'] {
  if (given !== undefined) return oneOf('format', given, ['csv', 'ndjson']);
  if (/\.csv$/i.test(file)) return 'csv';
  if (file === '-' || /\.(ndjson|jsonl)$/i.test(file)) return 'ndjson';
  throw new UsageError('The file is called neither .csv, .ndjson nor .jsonl: say with --format what it is.');
}

/** A tab is hard to type: `\t` is one. Bytes are compared, so that a sign beyond ASCII would not be found. */
function delimiterOf(given: string): string {
  const delimiter = given.replaceAll('\\t', '\t');
  if (!/^[\t !#-~]+$/.test(delimiter))
    throw new UsageError("--delimiter must be a sign such as ';', or '\\t' for a tab.");
  return delimiter;
}

/** Undefined for what cannot be looked at: whoever opens it says why. */
function lookAt<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Where something is, or would be made, whatever links lead there. */
function placeOf(path: string): string {
  const folder = dirname(resolve(path));
  return join(lookAt(() => realpathSync(folder)) ?? folder, basename(path));
}

/** Whether what is written to the one is written to the other. A terminal may well be both. */
function isSameFile(one: string, other: string): boolean {
  if (placeOf(one) === placeOf(other)) return true;
  const [a, b] = [one, other].map((path) => lookAt(() => statSync(path, { bigint: true })));
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}

/** @throws UsageError if the report would be written over what the import needs */
function checkReportPath(reportPath: string, file: string): void {
  if (isSameFile(reportPath, file))
    throw new UsageError(`${reportPath} is the file that is imported: name another for --errors.`);
  // The second is what the first is made of.
  const taken = ['import-state', 'import-state.new', 'import-lock'].map((ending) => `${file}.${ending}`);
  if (taken.some((path) => isSameFile(reportPath, path)))
    throw new UsageError(`${reportPath} is a file that the import itself keeps: name another for --errors.`);
}

/** What a dry run says must not stand where an import that was interrupted keeps its report. */
function usualReport(file: string, dryRun: boolean): string {
  return `${file === '-' ? 'stdin' : file}${dryRun ? '.dry-run' : ''}.errors.ndjson`;
}

/** @throws UsageError for what does not fit */
export function readImportChoice(file: string, values: Values): ImportChoice {
  if (file === '-' && values['key-file'] === '-')
    throw new UsageError('Standard input holds either the key or the accounts.');
  const reportPath = values.errors ?? usualReport(file, values['dry-run']);
  checkReportPath(reportPath, file);
  return {
    file,
    format: formatOf(file, values.format),
    delimiter: delimiterOf(values.delimiter),
    ignored: values.ignore ?? [],
    onConflict: oneOf('on-conflict', values['on-conflict'], ['fail', 'skip']),
    dryRun: values['dry-run'],
    reportPath,
    restart: values.restart,
    batchSize: wholeNumber('batch-size', values['batch-size'], 1_000),
    concurrency: wholeNumber('concurrency', values.concurrency, 16),
    patienceMs: wholeNumber('patience', values.patience, 86_400) * 1000,
    json: values.json,
  };
}
