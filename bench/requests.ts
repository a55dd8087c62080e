import { type Options, readOptions, usage } from './requests/options.ts';
import {
  type MeasuredOperation,
  measuredOperations,
  measuredReads,
  measuredWrites,
  type Prepared,
  prepare,
} from './requests/prepare.ts';
import { formatSummary, formatTables, type Measurement, type Round, summarize } from './requests/summary.ts';
import {
  assertSameAnswers,
  requestsOf,
  startVariant,
  type Variant,
  variantNames,
} from './requests/variants.ts';
import { formatServer, openBenchDatabase } from './support/bench-database.ts';
import { type Child, startChild } from './support/child.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import type { CpuTime } from './support/cpu-probe.ts';
import type { LoadOrder, LoadResult } from './support/load-generator.ts';
import { describeMachine, formatMachine, say, writeDocsPart, writeResult } from './support/results.ts';

const connections = 16;

/** Puts load on one variant. All its requests lie between the two readings of its CPU time, and no others do. */
async function measure(
  { name, server, port }: Variant,
  operation: MeasuredOperation,
  context: { readonly load: Child; readonly prepared: Prepared; readonly options: Options },
): Promise<Measurement> {
  const { load, prepared, options } = context;
  const order = {
    port,
    token: prepared.token,
    connections,
    requests: requestsOf(name, operation, prepared),
  };
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
  operations: readonly MeasuredOperation[],
  variants: readonly Variant[],
  context: Parameters<typeof measure>[2],
): Promise<Round> {
  const shift = index % variants.length;
  const order = [...variants.slice(shift), ...variants.slice(0, shift)];
  if (index % 2 === 1) order.reverse();
  const round: Measurement[] = [];
  for (const operation of operations) {
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

  const rounds: Measurement[][] = Array.from({ length: options.rounds }, () => []);
  // Reads first: what is written changes the page that they read.
  for (const group of [measuredReads, measuredWrites]) {
    const operations = options.operations.filter((operation) => group.some((name) => name === operation));
    for (const [index, round] of rounds.entries()) {
      round.push(...(await runRound(index, operations, variants, { load, prepared, options })));
    }
  }
  say(formatSummary(summarize(rounds)));
  if (options.isProfile) say('The profiles are in bench/dist/profiles.');
  else if (options.against === undefined && options.operations.length === measuredOperations.length) {
    const machine = describeMachine();
    const { engine, version } = database;
    const { rounds: count, measureMs } = options;
    const operations = summarize(rounds);
    await writeResult(`requests-${engine}.json`, {
      ...machine,
      engine: { name: engine, version },
      connections,
      rounds: count,
      measureMs,
      operations,
    });
    const where = `${formatServer(database)}, ${formatMachine(machine)}:`;
    await writeDocsPart('requests', `${where}\n\n${formatTables(operations)}`);
  }
}

/** Compares Roster with bare handlers that do the same; see docs/benchmarks.md. */
export async function run(): Promise<void> {
  const options = readOptions();
  if (options.help) process.stdout.write(usage);
  else await withCleanup((cleanup) => compare(options, cleanup));
}
