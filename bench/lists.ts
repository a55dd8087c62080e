import { parseArgs } from 'node:util';
import { leftBehind, pageSize } from './lists/cases.ts';
import { measureRound, type Round } from './lists/measure.ts';
import { drawPlots } from './lists/plots.ts';
import { type Population, prepare } from './lists/population.ts';
import { formatSummary, type Summary, summarize } from './lists/summary.ts';
import { type BenchServer, formatServer, openBenchServer, roomySettings } from './support/bench-database.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import { readEngine, readWholeNumber, WrongOption } from './support/options.ts';
import { describeMachine, formatMachine, say, writeDocsPart, writeResult } from './support/results.ts';

const usualSizes = '10k,100k,1M';
const usage = `npm run bench -- lists [options]

  --engine mysql|mariadb  default: MySQL if it is found, otherwise MariaDB
  --sizes ${usualSizes}     users in the tables, at least 2k; others, such as 10k,10M, write nothing
  --rounds 7              each measures every request on every size
  --memory-mib 2048       of the private server, for its pages

DATABASE_URL=mysql://… measures on a server of yours, in databases that are made and removed. With the usual sizes,
bench/results and a part of docs/benchmarks.md are written anew, whatever the other options are.
`;

interface Options {
  readonly engine: string | undefined;
  readonly sizes: string;
  readonly rounds: number;
  readonly memoryMib: number;
}

/** Reads sizes such as 10k and 1M, in rising order. */
function readSizes(text: string): number[] {
  const sizes = text.split(',').map((size) => {
    const [, digits = '', unit = ''] = /^(\d{1,3})(k|M)$/.exec(size) ?? [];
    return Number(digits) * (unit === 'M' ? 1_000_000 : 1_000);
  });
  if (sizes.some((size) => size < 2_000))
    throw new WrongOption('--sizes must be like 10k,100k,1M and at least 2k');
  return sizes.sort((a, b) => a - b);
}

async function write(server: BenchServer, counts: readonly number[], summary: Summary, options: Options) {
  const { engine, version } = server;
  const { rounds, memoryMib } = options;
  const machine = describeMachine();
  await writeResult(`lists-${engine}.json`, {
    ...machine,
    engine: { name: engine, version },
    memoryMib,
    rounds,
    users: counts,
    pageSize,
    leftBehind,
    ...summary,
  });
  const pictures: string[] = [];
  for (const { name, title, picture } of drawPlots(summary, counts)) {
    const file = `lists-${engine}-${name}.svg`;
    await writeResult(file, picture);
    pictures.push(`![${title}](../bench/results/${file})`);
  }
  const where = `${formatServer(server)} with ${memoryMib} MiB for its pages, ${formatMachine(machine)}:`;
  await writeDocsPart('lists', [where, formatSummary(summary, counts), ...pictures].join('\n\n'));
}

async function compare(options: Options, cleanup: Cleanup): Promise<void> {
  const counts = readSizes(options.sizes);
  const server = await openBenchServer(options.engine, cleanup, (engine) =>
    roomySettings(engine, options.memoryMib),
  );
  say(`Node ${process.versions.node}, ${server.engine} ${server.version}`);
  const until = Date.now();
  const populations: Population[] = [];
  for (const count of counts) {
    const startedAt = performance.now();
    populations.push(await prepare(server, { count, seed: 1, until }, cleanup));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    say(`${count.toLocaleString('en')} users are there, and walked through in every order (${seconds} s)`);
  }
  const rounds: Round[] = [];
  for (let index = 0; index < options.rounds; index += 1) {
    rounds.push(await measureRound(index, populations));
    say(`round ${index + 1}/${options.rounds}`);
  }
  const summary = summarize(populations[0]?.cases ?? [], rounds);
  say(formatSummary(summary, counts));
  if (options.sizes === usualSizes) await write(server, counts, summary, options);
}

/** Measures what lists cost in tables of several sizes; see docs/benchmarks.md. */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      engine: { type: 'string' },
      sizes: { type: 'string', default: usualSizes },
      rounds: { type: 'string', default: '7' },
      'memory-mib': { type: 'string', default: '2048' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const options = {
    engine: readEngine(values.engine),
    sizes: values.sizes,
    rounds: readWholeNumber('rounds', values.rounds),
    memoryMib: readWholeNumber('memory-mib', values['memory-mib']),
  };
  await withCleanup((cleanup) => compare(options, cleanup));
}
