import { parseArgs } from 'node:util';
import { readEngine, readWholeNumber, WrongOption } from '../support/options.ts';
import { type MeasuredOperation, measuredOperations } from './prepare.ts';

export const usage = `npm run bench -- requests [options]

  --engine mysql|mariadb         default: MySQL if it is found, otherwise MariaDB
  --rounds 7                     each measures every variant once
  --warm-ms 2000, --measure-ms 3000
  --operation createUser         only this one of ${measuredOperations.join(', ')}; nothing is written
  --against ../other-checkout    measures its build as well; nothing is written
  --profile                      writes a CPU profile of every server to bench/dist/profiles, and nothing else

DATABASE_URL=mysql://… measures on a server of yours, in a database that is made and removed. Without the last three
options, bench/results and a part of docs/benchmarks.md are written anew, whatever the numbers are.
`;

/** What a run does. */
export interface Options {
  readonly help: boolean;
  readonly engine: string | undefined;
  readonly rounds: number;
  readonly warmMs: number;
  readonly measureMs: number;
  readonly operations: readonly MeasuredOperation[];
  readonly against: string | undefined;
  readonly isProfile: boolean;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      engine: { type: 'string' },
      rounds: { type: 'string', default: '7' },
      'warm-ms': { type: 'string', default: '2000' },
      'measure-ms': { type: 'string', default: '3000' },
      operation: { type: 'string' },
      against: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  });
  const { operation } = values;
  const operations = measuredOperations.filter((name) => operation === undefined || name === operation);
  if (operations.length === 0)
    throw new WrongOption(`--operation must be one of ${measuredOperations.join(', ')}`);
  return {
    help: values.help,
    engine: readEngine(values.engine),
    rounds: readWholeNumber('rounds', values.rounds),
    warmMs: readWholeNumber('warm-ms', values['warm-ms']),
    measureMs: readWholeNumber('measure-ms', values['measure-ms']),
    operations,
    against: values.against,
    isProfile: values.profile,
  };
}
