import { parseArgs } from 'node:util';
import { benchEngines } from '../support/bench-database.ts';
import { type MeasuredOperation, measuredOperations } from './prepare.ts';

export const usage = `npm run bench -- requests [options]

  --engine mysql|mariadb         default: MySQL if it is found, otherwise MariaDB
  --rounds 7                     each measures every variant once
  --warm-ms 2000, --measure-ms 3000
  --operation createUser         only this one of the four; nothing is written to bench/results
  --against ../other-checkout    measures its build as well; nothing is written to bench/results
  --profile                      writes a CPU profile of every server to bench/dist/profiles, and no results

DATABASE_URL=mysql://… measures on a server of yours, in a database that is made and removed.
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

function whole(text: string, name: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
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
  const { engine, operation } = values;
  const operations = measuredOperations.filter((name) => operation === undefined || name === operation);
  if (operations.length === 0) throw new Error(`--operation must be one of ${measuredOperations.join(', ')}`);
  if (engine !== undefined && !benchEngines.some((name) => name === engine)) {
    throw new Error(`--engine must be one of ${benchEngines.join(', ')}`);
  }
  return {
    help: values.help,
    engine,
    rounds: whole(values.rounds, 'rounds'),
    warmMs: whole(values['warm-ms'], 'warm-ms'),
    measureMs: whole(values['measure-ms'], 'measure-ms'),
    operations,
    against: values.against,
    isProfile: values.profile,
  };
}
