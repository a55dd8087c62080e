import { resolve } from 'node:path';
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

/** @throws UsageError for what does not fit */
export function readImportChoice(file: string, values: Values): ImportChoice {
  if (file === '-' && values['key-file'] === '-')
    throw new UsageError('Standard input holds either the key or the accounts.');
  const reportPath = values.errors ?? `${file === '-' ? 'stdin' : file}.errors.ndjson`;
  if (resolve(reportPath) === resolve(file))
    throw new UsageError('--errors must not be the file that is imported.');
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
