import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { createClient } from '@roster/client';
import { parseConfig, startService } from '@roster/server';
import type { LogInOrder, LogInResult } from './login/log-in-load.ts';
import { formatLogIns, type LogInFigures } from './login/log-in-summary.ts';
import { startPacedRequests } from './login/paced-requests.ts';
import type { RawOrder, RawResult } from './login/raw-argon2.ts';
import { benchEngines, newSqliteUrl, openBenchDatabase } from './support/bench-database.ts';
import { startChild } from './support/child.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import type { ProcessUsage } from './support/cpu-probe.ts';
import { readEngine, readWholeNumber } from './support/options.ts';
import { describeMachine, say, writeResult } from './support/results.ts';
import { root, rosterEnvironment, startRoster } from './support/roster.ts';

const password = 'correct horse battery staple';
const accounts = 100;
const rawMs = 4_000;
const settleMs = 1_000;
/** Log-ins that are refused at first are no news. */
const quiet = { LOG_LEVEL: 'fatal' };
const usualClients = 500;
const usage = `npm run bench -- login [options]

  --engine sqlite|mysql|mariadb  default: sqlite
  --clients ${usualClients}                  that log in at once; any other number writes nothing, ${usualClients} a file in bench/results
`;

interface BenchOptions {
  readonly engine: string;
  readonly clients: number;
}

async function openDatabase(engine: string, cleanup: Cleanup) {
  if (engine !== 'sqlite') return openBenchDatabase(engine, cleanup);
  return { engine, version: '', url: await newSqliteUrl(cleanup) };
}

/** Makes the accounts through a service of this process. */
async function makeAccounts(databaseUrl: string): Promise<readonly string[]> {
  const service = await startService(parseConfig(rosterEnvironment(databaseUrl, quiet)));
  try {
    const { accessToken } = await createClient({ baseUrl: service.url }).logIn(root);
    const admin = createClient({ baseUrl: service.url, token: accessToken ?? '' });
    const usernames = Array.from({ length: accounts }, (_, index) => `user-${index}`);
    for (const username of usernames) await admin.createUser({ username, password });
    return usernames;
  } finally {
    await service.stop();
  }
}

async function measureRaw(cleanup: Cleanup, concurrency: number): Promise<number> {
  const child = startChild(new URL('./login/raw-argon2.js', import.meta.url));
  cleanup.add(() => child.stop());
  const order: RawOrder = { concurrency, durationMs: rawMs };
  const { perSecond } = await child.ask<RawResult>(order);
  await child.stop();
  return perSecond;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const mib = (bytes: number) => Math.round(bytes / 1024 / 1024);
const toOne = (value: number) => Number(value.toFixed(1));
const toTwo = (value: number) => Number(value.toFixed(2));

async function measure({ engine, clients }: BenchOptions, cleanup: Cleanup): Promise<void> {
  const database = await openDatabase(engine, cleanup);
  say(
    `Node ${process.versions.node}, ${[database.engine, database.version].join(' ').trim()}; making ${accounts} accounts …`,
  );
  const usernames = await makeAccounts(database.url);

  const { hashConcurrency } = parseConfig({});
  say('Measuring argon2 alone …');
  const sameConcurrency = await measureRaw(cleanup, hashConcurrency);
  const allCores = await measureRaw(cleanup, availableParallelism());

  const { server, port, token, client } = await startRoster(database.url, cleanup, quiet);
  const { user } = await client.getMe();
  const before = await server.ask<ProcessUsage>({});

  say(`${clients} clients log in …`);
  const getUser = startPacedRequests(port, { path: `/api/v1/users/${user.id}`, token }, 10);
  const health = startPacedRequests(port, { path: '/health/live' }, 20);
  await pause(settleMs);
  const load = startChild(new URL('./login/log-in-load.js', import.meta.url));
  cleanup.add(() => load.stop());
  const order: LogInOrder = { port, clients, usernames, password };
  const { statuses, seconds } = await load.ask<LogInResult>(order, 300_000);
  const latencies = { getUser: await getUser.stop(), health: await health.stop() };
  const after = await server.ask<ProcessUsage>({});

  const perSecond = clients / seconds;
  const figures: LogInFigures = {
    clients,
    hashConcurrency,
    logInsPerSecond: toOne(perSecond),
    rawPerSecond: { sameConcurrency: toOne(sameConcurrency), allCores: toOne(allCores) },
    share: { sameConcurrency: toTwo(perSecond / sameConcurrency), allCores: toTwo(perSecond / allCores) },
    statuses,
    ...latencies,
    rssMib: { before: mib(before.rssBytes), max: mib(after.maxRssBytes) },
  };
  say(formatLogIns(figures));
  if (clients !== usualClients) return;
  await writeResult(`login-${database.engine}.json`, {
    ...describeMachine(),
    engine: { name: database.engine, version: database.version },
    ...figures,
  });
}

/** Lets many clients log in at once and looks at what that does to everybody else; see docs/benchmarks.md. */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      engine: { type: 'string', default: 'sqlite' },
      clients: { type: 'string', default: String(usualClients) },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const options = {
    engine: readEngine(values.engine, ['sqlite', ...benchEngines]),
    clients: readWholeNumber('clients', values.clients),
  };
  await withCleanup((cleanup) => measure(options, cleanup));
}
