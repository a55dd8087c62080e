import { parseArgs } from 'node:util';
import type { SelectResult } from './export/bare-select.ts';
import { type Pace, readExport } from './export/read-export.ts';
import { formatServer, openBenchServer, roomySettings } from './support/bench-database.ts';
import { startChild } from './support/child.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import type { ProcessUsage } from './support/cpu-probe.ts';
import { fillUsers } from './support/fill-users.ts';
import { readEngine, readWholeNumber } from './support/options.ts';
import { describeMachine, formatMachine, say, writeDocsPart, writeResult } from './support/results.ts';
import { type Roster, startRoster } from './support/roster.ts';
import { formatSpread, spreadOf } from './support/statistics.ts';

const usualUsers = 1_000_000;
const slow: Pace = { bytesPerSecond: 1024 * 1024, forMs: 20_000 };
const goalMb = 300;
/** V8 lets the heap of a large machine grow to several times of what is in use; below 2 GiB it collects earlier. */
const limitMib = 512;
const limited = { NODE_OPTIONS: `--max-old-space-size=${limitMib}` };
const patienceMs = 900_000;
const usage = `npm run bench -- export [options]

  --engine mysql|mariadb  default: MySQL if it is found, otherwise MariaDB
  --users ${usualUsers}         any other number writes nothing
  --rounds 3              each exports everybody and reads the same rows barely

DATABASE_URL=mysql://… measures on a server of yours, in databases that are made and removed. With the usual number of
users, bench/results and a part of docs/benchmarks.md are written anew, whatever the other options are.
`;

interface Options {
  readonly engine: string | undefined;
  readonly users: number;
  readonly rounds: number;
}

function toMb(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function usageOf({ server }: Roster): Promise<ProcessUsage> {
  return server.ask<ProcessUsage>({}, patienceMs);
}

/** Memory of a server before it exports anything, and the most that it ever had. */
interface Memory {
  readonly beforeMb: number;
  readonly peakMb: number;
}

/** A server of its own, so that its peak is that of this work; logging in is part of it. */
async function withRoster<T>(
  databaseUrl: string,
  cleanup: Cleanup,
  work: (roster: Roster) => Promise<T>,
  environment: Readonly<Record<string, string>> = {},
) {
  const roster = await startRoster(databaseUrl, cleanup, environment);
  const before = await usageOf(roster);
  const result = await work(roster);
  const after = await usageOf(roster);
  await roster.server.stop();
  const memory: Memory = { beforeMb: toMb(before.rssBytes), peakMb: toMb(after.maxRssBytes) };
  return { result, memory, cpuUs: after.cpuUs - before.cpuUs };
}

async function selectBarely(databaseUrl: string, users: number): Promise<number> {
  const child = startChild(new URL('./export/bare-select.js', import.meta.url));
  try {
    const { rows, durationMs } = await child.ask<SelectResult>({ databaseUrl }, patienceMs);
    if (rows !== users) throw new Error(`The bare SELECT found ${rows} of ${users} users.`);
    return (rows * 1_000) / durationMs;
  } finally {
    await child.stop();
  }
}

async function exportAll(roster: Roster, users: number): Promise<number> {
  const { count, durationMs } = await readExport(roster);
  if (count !== users) throw new Error(`The export ends with ${count} of ${users} users.`);
  return (users * 1_000) / durationMs;
}

async function measure(databaseUrl: string, { users: sampled, rounds }: Options, cleanup: Cleanup) {
  // With the super admin.
  const users = sampled + 1;
  const rates: { roster: number; bare: number }[] = [];
  const fast = await withRoster(databaseUrl, cleanup, async (roster) => {
    for (let round = 1; round <= rounds; round += 1) {
      rates.push({ roster: await exportAll(roster, users), bare: await selectBarely(databaseUrl, users) });
      say(`round ${round}/${rounds}`);
    }
  });
  const lean = await withRoster(databaseUrl, cleanup, (roster) => exportAll(roster, users), limited);
  const paced = await withRoster(databaseUrl, cleanup, (roster) => readExport(roster, slow));
  return {
    usersPerSecond: {
      roster: spreadOf(
        rates.map(({ roster }) => roster),
        0,
      ),
      bareSelect: spreadOf(
        rates.map(({ bare }) => bare),
        0,
      ),
      ratio: spreadOf(
        rates.map(({ roster, bare }) => roster / bare),
        2,
      ),
    },
    cpuUsPerUser: Number((fast.cpuUs / (users * rounds)).toFixed(1)),
    memory: { fastReader: fast.memory, limitedHeap: lean.memory, slowReader: paced.memory },
    slowReader: { mb: toMb(paced.result.bytes), seconds: Math.round(paced.result.durationMs / 1_000) },
  };
}

type Measured = Awaited<ReturnType<typeof measure>>;

function formatMeasured({ usersPerSecond, cpuUsPerUser, memory, slowReader }: Measured): string {
  const { roster, bareSelect, ratio } = usersPerSecond;
  const { fastReader, limitedHeap, slowReader: slowMemory } = memory;
  const isKept = Math.max(fastReader.peakMb, slowMemory.peakMb) < goalMb;
  return [
    '| | users/s |',
    '| --- | --- |',
    `| exportUsers, NDJSON | ${formatSpread(roster)} |`,
    `| bare streamed SELECT through mysql2 | ${formatSpread(bareSelect)} |`,
    `| ratio | ${formatSpread(ratio)} |`,
    '',
    '| memory of the server, MB | before | peak |',
    '| --- | --- | --- |',
    `| a reader that takes all there is | ${fastReader.beforeMb} | ${fastReader.peakMb} |`,
    `| the same, the heap limited to ${limitMib} MiB | ${limitedHeap.beforeMb} | ${limitedHeap.peakMb} |`,
    `| a reader that takes 1 MiB a second (${slowReader.mb} MB in ${slowReader.seconds} s) | ${slowMemory.beforeMb} | ${slowMemory.peakMb} |`,
    '',
    `Server CPU per user: ${cpuUsPerUser} µs. The goal of less than ${goalMb} MB is ${isKept ? 'kept' : 'missed'}.`,
  ].join('\n');
}

async function compare(options: Options, cleanup: Cleanup): Promise<void> {
  const { users, rounds } = options;
  const server = await openBenchServer(options.engine, cleanup, roomySettings);
  const { engine, version } = server;
  say(`Node ${process.versions.node}, ${engine} ${version}`);
  const databaseUrl = await server.createDatabase();
  await fillUsers(databaseUrl, { count: users });
  say(`${users.toLocaleString('en')} users are there`);
  const measured = await measure(databaseUrl, options, cleanup);
  say(formatMeasured(measured));
  if (users !== usualUsers) return;
  const machine = describeMachine();
  const name = { name: engine, version };
  await writeResult(`export-${engine}.json`, { ...machine, engine: name, users, rounds, ...measured });
  const where = `A million users, ${formatServer(server)}, ${formatMachine(machine)}:`;
  await writeDocsPart('export', `${where}\n\n${formatMeasured(measured)}`);
}

/** Measures what an export costs, and how much memory it takes; see docs/benchmarks.md. */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      engine: { type: 'string' },
      users: { type: 'string', default: String(usualUsers) },
      rounds: { type: 'string', default: '3' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const options = {
    engine: readEngine(values.engine),
    users: readWholeNumber('users', values.users),
    rounds: readWholeNumber('rounds', values.rounds),
  };
  await withCleanup((cleanup) => compare(options, cleanup));
}
