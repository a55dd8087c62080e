import { parseArgs } from 'node:util';
import { type MeasuredOperation, measuredOperations, type Prepared, prepare } from './requests/prepare.ts';
import { formatSummary, type Measurement, type Round, summarize } from './requests/summary.ts';
import { assertSameAnswers, startVariant, type Variant, variantNames } from './requests/variants.ts';
import { benchEngines, openBenchDatabase } from './support/bench-database.ts';
import { type Child, startChild } from './support/child.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import type { CpuTime } from './support/cpu-probe.ts';
import type { LoadOrder, LoadResult } from './support/load-generator.ts';
import { describeMachine, writeResult } from './support/results.ts';

const connections = 16;
const usage = `npm run bench -- requests [options]

  --engine mysql|mariadb         default: MySQL if it is found, otherwise MariaDB
  --rounds 7                     each measures every variant once
  --warm-ms 2000, --measure-ms 3000
  --operation getUser|listUsers  only this one; nothing is written to bench/results
  --against ../other-checkout    measures its build as well; nothing is written to bench/results
  --profile                      writes a CPU profile of every server to bench/dist/profiles, and no results

DATABASE_URL=mysql://… measures on a server of yours, in a database that is made and removed.
`;

interface Options {
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

function readOptions(): Options {
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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Puts load on one variant. All its requests lie between the two readings of its CPU time, and no others do. */
async function measure(
  { name, server, port }: Variant,
  operation: MeasuredOperation,
  context: { readonly load: Child; readonly prepared: Prepared; readonly options: Options },
): Promise<Measurement> {
  const { load, prepared, options } = context;
  const order = { port, path: prepared.paths[operation], token: prepared.token, connections };
  const put = (durationMs: number): Promise<LoadResult> => {
    const question: LoadOrder = { ...order, durationMs };
    return load.ask<LoadResult>(question, durationMs + 30_000);
  };
  await put(options.warmMs);
  const before = await server.ask<CpuTime>({});
  const { requests, ...result } = await put(options.measureMs);
  const after = await server.ask<CpuTime>({});
  return { operation, variant: name, ...result, cpuUsPerRequest: (after.cpuUs - before.cpuUs) / requests };
}

/** One round; its order is another one than that of the round before, so that no variant always follows the same. */
async function runRound(
  index: number,
  variants: readonly Variant[],
  context: Parameters<typeof measure>[2],
): Promise<Round> {
  const shift = index % variants.length;
  const order = [...variants.slice(shift), ...variants.slice(0, shift)];
  if (index % 2 === 1) order.reverse();
  const round: Measurement[] = [];
  for (const operation of context.options.operations) {
    const figures: string[] = [];
    for (const variant of order) {
      const measurement = await measure(variant, operation, context);
      round.push(measurement);
      figures.push(`${variant.name} ${measurement.cpuUsPerRequest.toFixed(0)}`);
    }
    say(`round ${index + 1}/${context.options.rounds}  ${operation}: CPU µs/request ${figures.join(', ')}`);
  }
  return round;
}

async function compare(options: Options, cleanup: Cleanup): Promise<void> {
  const database = await openBenchDatabase(options.engine, cleanup);
  say(`Node ${process.versions.node}, ${database.engine} ${database.version}; filling the table of users …`);
  const prepared = await prepare(database.url);
  const profiles = new URL('../profiles/', import.meta.url).pathname;
  const variants: Variant[] = [];
  for (const name of variantNames) {
    const nodeOptions = options.isProfile
      ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${name}.cpuprofile`]
      : [];
    const context = { databaseUrl: database.url, prepared, nodeOptions, otherFolder: options.against };
    const variant = await startVariant(name, context, cleanup);
    if (variant) variants.push(variant);
  }
  await assertSameAnswers(variants, prepared);
  const load = startChild(new URL('./support/load-generator.js', import.meta.url));
  cleanup.add(() => load.stop());

  const rounds: Round[] = [];
  for (let index = 0; index < options.rounds; index += 1) {
    rounds.push(await runRound(index, variants, { load, prepared, options }));
  }
  say(formatSummary(summarize(rounds)));
  if (options.isProfile) say('The profiles are in bench/dist/profiles.');
  else if (options.against === undefined && options.operations.length === measuredOperations.length) {
    await writeResult(`requests-${database.engine}.json`, {
      ...describeMachine(),
      engine: { name: database.engine, version: database.version },
      connections,
      rounds: options.rounds,
      measureMs: options.measureMs,
      operations: summarize(rounds),
    });
  }
}

/** Compares Roster with bare handlers that do the same; see docs/benchmarks.md. */
export async function run(): Promise<void> {
  const options = readOptions();
  if (options.help) process.stdout.write(usage);
  else await withCleanup((cleanup) => compare(options, cleanup));
}
