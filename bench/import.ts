import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RowDataPacket } from 'mysql2/promise';
import { migrate } from '../server/src/database/migrate.ts';
import { openDatabase } from '../server/src/database/open-database.ts';
import { withConnection } from '../test/support/engines/server-connection.ts';
import { writeAccounts } from './import/accounts-file.ts';
import { batchSize, insertBare, readImportedRows } from './import/bare-insert.ts';
import { createImportKey, importFile, importUntilKilled } from './import/run-import-command.ts';
import { type BenchServer, formatServer, openBenchServer, roomySettings } from './support/bench-database.ts';
import { type Cleanup, withCleanup } from './support/cleanup.ts';
import { readEngine, readWholeNumber } from './support/options.ts';
import { describeMachine, formatMachine, say, writeDocsPart, writeResult } from './support/results.ts';
import { startRoster } from './support/roster.ts';
import { formatSpread, type Spread, spreadOf } from './support/statistics.ts';

const usualUsers = 100_000;
/** So many that it can be killed half-way. */
const leastUsers = 10_000;
const usage = `npm run bench -- import [options]

  --engine mysql|mariadb  default: MySQL if it is found, otherwise MariaDB
  --users ${usualUsers}          any other number, at least ${leastUsers.toLocaleString('en')}, writes nothing
  --rounds 3              besides one to warm up; each imports the file with the command and inserts the same rows barely

DATABASE_URL=mysql://… measures on a server of yours, in databases that are made and removed. With the usual number of
users, bench/results and a part of docs/benchmarks.md are written anew, whatever the other options are.
`;

interface Options {
  readonly engine: string | undefined;
  readonly users: number;
  readonly rounds: number;
}

/** As durable as in production: the tests, whose server this is, do without. */
function serverSettings(engine: BenchServer['engine']): string[] {
  const durable = ['--innodb-flush-log-at-trx-commit=1', '--sync-binlog=1', '--innodb-doublewrite=ON'];
  return [...roomySettings(engine), ...durable];
}

async function names(databaseUrl: string, sql: string): Promise<string[]> {
  return withConnection(databaseUrl, async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows.map(({ name }) => String(name)).sort();
  });
}

/** Every account of the file is there once, has one audit row, and nobody else is there but the super admin. */
async function countFaults(databaseUrl: string, usernames: readonly string[]) {
  const users = await names(databaseUrl, "select username as name from users where role_id <> 'super_admin'");
  const audited = await names(
    databaseUrl,
    "select target_name as name from audit_events where action = 'user.created'",
  );
  const there = new Set(users);
  const noted = new Set(audited);
  return {
    users: users.length,
    lost: usernames.filter((name) => !there.has(name)).length,
    twice: users.length - there.size,
    auditedTwice: audited.length - noted.size,
    withoutAudit: users.filter((name) => !noted.has(name)).length,
  };
}

/** What every part of the benchmark works with. */
interface Context {
  readonly server: BenchServer;
  readonly file: string;
  readonly usernames: readonly string[];
  readonly options: Options;
}

/** Imports the file with the command, then inserts the same rows barely, or in the other order from what came before. */
async function measureRound(index: number, context: Context, cleanup: Cleanup, before: Rows | undefined) {
  const { server, file, options } = context;
  const command = async () => {
    const url = await server.createDatabase();
    const roster = await startRoster(url, cleanup);
    const { seconds, summary } = await importFile(file, roster, await createImportKey(roster));
    await roster.server.stop();
    if (summary.created !== options.users)
      throw new Error(`Not all were created: ${JSON.stringify(summary)}`);
    return { seconds, rows: before ?? (await readImportedRows(url)) };
  };
  const bare = async (rows: Rows) => {
    const url = await server.createDatabase();
    const database = await openDatabase(url, 1);
    await migrate(database).finally(() => database.close());
    return insertBare(url, rows);
  };
  // Whoever comes second may find the server warmer, or busier with what the first has left.
  const bareFirst = before && index % 2 === 1 ? await bare(before) : undefined;
  const { seconds, rows } = await command();
  const bareSeconds = bareFirst ?? (await bare(rows));
  const [commandRate, bareRate] = [options.users / seconds, options.users / bareSeconds];
  const share = commandRate / bareRate;
  const round = index === 0 ? 'warm-up' : `round ${index}/${options.rounds}`;
  say(
    `${round}  users/s: command ${commandRate.toFixed(0)}, bare ${bareRate.toFixed(0)}, ${(share * 100).toFixed(0)} %`,
  );
  return { commandRate, bareRate, share, rows };
}

type Rows = Awaited<ReturnType<typeof readImportedRows>>;

/** Kills the command half-way, repeats it, and looks at every account. */
async function interrupt({ server, file, usernames, options }: Context, cleanup: Cleanup) {
  const url = await server.createDatabase();
  const roster = await startRoster(url, cleanup);
  const key = await createImportKey(roster);
  await importUntilKilled(file, roster, { key, batches: Math.floor(options.users / batchSize / 2) });
  const atKill = (await countFaults(url, usernames)).users;
  const { summary } = await importFile(file, roster, key);
  await roster.server.stop();
  const { users, ...faults } = await countFaults(url, usernames);
  return { atKill, ...summary, users, ...faults };
}

type Interruption = Awaited<ReturnType<typeof interrupt>>;

interface Summary {
  readonly commandUsersPerSecond: Spread;
  readonly bareUsersPerSecond: Spread;
  readonly share: Spread;
  readonly interrupted: Interruption;
}

function formatSummary({ commandUsersPerSecond, bareUsersPerSecond, share, interrupted }: Summary): string {
  const { atKill, createdBefore, users, lost, twice, auditedTwice, withoutAudit } = interrupted;
  return [
    '| | users/s |',
    '| --- | --- |',
    `| \`roster users import\` | ${formatSpread(commandUsersPerSecond)} |`,
    `| bare multi-row INSERT of the same rows | ${formatSpread(bareUsersPerSecond)} |`,
    `| share | ${formatSpread(share)} |`,
    '',
    `Killed when ${atKill} users were there, and repeated: ${users} users, of which the second run found ${createdBefore} created before; ${lost} lost, ${twice} twice, ${auditedTwice} with two audit rows, ${withoutAudit} without one.`,
  ].join('\n');
}

async function compare(options: Options, cleanup: Cleanup): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'accounts.ndjson');
  const usernames = await writeAccounts(file, options.users);
  const server = await openBenchServer(options.engine, cleanup, serverSettings);
  say(`Node ${process.versions.node}, ${server.engine} ${server.version}, ${options.users} users`);
  const context = { server, file, usernames, options };
  const rounds: Awaited<ReturnType<typeof measureRound>>[] = [];
  // The command goes first in the first round, on a server that is cold: that round is not counted.
  for (let index = 0; index <= options.rounds; index += 1)
    rounds.push(await measureRound(index, context, cleanup, rounds[0]?.rows));
  const counted = rounds.slice(1);
  const summary: Summary = {
    commandUsersPerSecond: spreadOf(
      counted.map(({ commandRate }) => commandRate),
      0,
    ),
    bareUsersPerSecond: spreadOf(
      counted.map(({ bareRate }) => bareRate),
      0,
    ),
    share: spreadOf(
      counted.map(({ share }) => share),
      2,
    ),
    interrupted: await interrupt(context, cleanup),
  };
  say(formatSummary(summary));
  const { lost, twice, auditedTwice, withoutAudit } = summary.interrupted;
  if (lost + twice + auditedTwice + withoutAudit > 0) throw new Error('The repeated import is not exact.');
  if (options.users === usualUsers) await write(server, summary, options);
}

async function write(server: BenchServer, summary: Summary, { users, rounds }: Options) {
  const { engine, version } = server;
  const machine = describeMachine();
  const results = { ...machine, engine: { name: engine, version }, users, batchSize, rounds, ...summary };
  await writeResult(`import-${engine}.json`, results);
  const where = `${formatServer(server)}, ${formatMachine(machine)}; ${users} users, ${rounds} rounds, median (least–most):`;
  await writeDocsPart('import', [where, formatSummary(summary)].join('\n\n'));
}

/** Compares the import with a bare INSERT of the same rows, and interrupts it; see docs/benchmarks.md. */
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
    users: readWholeNumber('users', values.users, leastUsers),
    rounds: readWholeNumber('rounds', values.rounds),
  };
  await withCleanup((cleanup) => compare(options, cleanup));
}
