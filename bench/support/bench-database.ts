import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerBinary } from '../../test/support/engines/engine.ts';
import { shortVersion } from '../../test/support/engines/engine.ts';
import { findMariadb, findMysql } from '../../test/support/engines/find-engines.ts';
import {
  readServerVersion,
  withConnection,
  withDatabaseName,
} from '../../test/support/engines/server-connection.ts';
import { startServer } from '../../test/support/engines/start-server.ts';
import type { Cleanup } from './cleanup.ts';

/** An empty database on a server that speaks MySQL's protocol. */
export interface BenchDatabase {
  readonly engine: 'mysql' | 'mariadb';
  readonly version: string;
  readonly url: string;
}

/** The engines that a benchmark may be run on, in the order of preference. */
export const benchEngines = ['mysql', 'mariadb'] as const;

const nameOfEngine: Readonly<Record<BenchDatabase['engine'], string>> = {
  mysql: 'MySQL',
  mariadb: 'MariaDB',
};

/** A server as people write it, such as `MySQL 9.7.4`. */
export function formatServer({ engine, version }: Pick<BenchServer, 'engine' | 'version'>): string {
  return `${nameOfEngine[engine]} ${version}`;
}

async function findBinary(wanted: string | undefined): Promise<ServerBinary> {
  const reasons: string[] = [];
  for (const engine of benchEngines) {
    if (wanted !== undefined && wanted !== engine) continue;
    const finding = await (engine === 'mysql' ? findMysql(process.env) : findMariadb());
    if ('binary' in finding) return finding.binary;
    reasons.push(`${engine}: ${finding.missing}`);
  }
  throw new Error(`No database server to measure with. ${reasons.join('; ')}`);
}

async function startPrivateServer(
  wanted: string | undefined,
  settingsFor: SettingsFor,
  cleanup: Cleanup,
): Promise<string> {
  // tsc leaves it behind: the code that starts servers expects the script that guards them next to itself.
  await copyFile(
    new URL('../../../../test/support/engines/guard-server.sh', import.meta.url),
    new URL('../../test/support/engines/guard-server.sh', import.meta.url),
  );
  const binary = await findBinary(wanted);
  const server = await startServer(binary, settingsFor(binary.engine));
  cleanup.add(() => server.stop());
  return server.url;
}

/** A server that speaks MySQL's protocol, with room for databases. */
export interface BenchServer {
  readonly engine: 'mysql' | 'mariadb';
  readonly version: string;
  /** Creates an empty database, which is removed at the end, and gives its URL. */
  createDatabase(): Promise<string>;
}

/** What a private server is started with, in addition to the settings of the tests. */
type SettingsFor = (engine: BenchServer['engine']) => readonly string[];

/** For a server of many users: room for what is read often, and no need to write everything out at once. */
export function roomySettings(engine: BenchServer['engine'], memoryMib = 2048): readonly string[] {
  const log = engine === 'mariadb' ? '--innodb-log-file-size=1G' : '--innodb-redo-log-capacity=1G';
  return [`--innodb-buffer-pool-size=${memoryMib}M`, log];
}

/** The server of DATABASE_URL, or else a private one. What DATABASE_URL names besides the server is not touched. */
export async function openBenchServer(
  wanted: string | undefined,
  cleanup: Cleanup,
  settingsFor: SettingsFor = () => [],
): Promise<BenchServer> {
  const given = process.env.DATABASE_URL;
  const server = given ? withDatabaseName(given, '') : await startPrivateServer(wanted, settingsFor, cleanup);
  const version = await readServerVersion(server);
  return {
    engine: version.includes('MariaDB') ? 'mariadb' : 'mysql',
    version: shortVersion(version),
    async createDatabase() {
      const name = `roster_bench_${randomBytes(6).toString('hex')}`;
      await withConnection(server, (connection) => connection.query('CREATE DATABASE ??', [name]));
      cleanup.add(() =>
        withConnection(server, (connection) => connection.query('DROP DATABASE IF EXISTS ??', [name])),
      );
      return withDatabaseName(server, name);
    },
  };
}

/** The same with one database. */
export async function openBenchDatabase(
  wanted: string | undefined,
  cleanup: Cleanup,
): Promise<BenchDatabase> {
  const server = await openBenchServer(wanted, cleanup);
  return { engine: server.engine, version: server.version, url: await server.createDatabase() };
}

/** The URL of a database of SQLite that is not there yet, in a folder that is removed at the end. */
export async function newSqliteUrl(cleanup: Cleanup): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'roster.db')}`;
}
