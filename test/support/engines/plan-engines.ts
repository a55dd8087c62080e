import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import {
  type EngineName,
  type EnginePlan,
  engineNames,
  type PlannedEngine,
  type UntestedEngine,
} from './engine.ts';
import { findBrowser } from './find-browser.ts';
import { type EngineEnvironment, type Finding, findMariadb, findMysql } from './find-engines.ts';
import { whyNoGalera } from './find-galera.ts';
import { readServerVersion, withDatabaseName } from './server-connection.ts';

/** Decides which engines this run tests. Faults are collected, so that the run can report them in its summary. */
export async function planEngines(env: EngineEnvironment): Promise<EnginePlan> {
  const problems: string[] = [];
  const wanted = readNames(env, 'TEST_ENGINES', problems);
  const required = readNames(env, 'REQUIRED_ENGINES', problems) ?? [];
  const { engines, untested } = await (env.TEST_DATABASE_URL
    ? planGivenServer(env.TEST_DATABASE_URL, problems)
    : planFoundEngines(env, wanted ?? engineNames));
  const galera = env.TEST_CLUSTER === '1' ? await whyNoGalera() : undefined;
  if (galera !== undefined) problems.push(`TEST_CLUSTER=1, but ${galera}`);
  const browser = await findBrowser(env);
  if ('missing' in browser) {
    untested.push({ name: 'browser', reason: browser.missing });
    if (env.TEST_BROWSER === '1') problems.push(`TEST_BROWSER=1, but ${browser.missing}`);
  }
  if (env.TEST_DATABASE_URL) {
    if (wanted) problems.push('TEST_DATABASE_URL and TEST_ENGINES exclude each other');
  } else {
    problems.push(...missingAmong('TEST_ENGINES', wanted ?? [], untested));
  }
  problems.push(...missingAmong('REQUIRED_ENGINES', required, untested));
  return {
    engines,
    cluster: env.TEST_CLUSTER === '1' && galera === undefined,
    browser: 'path' in browser ? browser.path : undefined,
    untested,
    problems,
  };
}

type Choice = Pick<EnginePlan, 'engines'> & { readonly untested: UntestedEngine[] };

async function planFoundEngines(env: EngineEnvironment, wanted: readonly EngineName[]): Promise<Choice> {
  const engines: PlannedEngine[] = [];
  const untested: UntestedEngine[] = [];
  for (const name of engineNames) {
    if (!wanted.includes(name)) {
      untested.push({ name, reason: 'left out by TEST_ENGINES' });
    } else if (name === 'sqlite') {
      engines.push(planSqlite(tmpdir()));
    } else {
      const finding: Finding = await (name === 'mariadb' ? findMariadb() : findMysql(env));
      if ('missing' in finding) untested.push({ name, reason: finding.missing });
      else engines.push({ name, source: { kind: 'private', binary: finding.binary } });
    }
  }
  return { engines, untested };
}

async function planGivenServer(url: string, problems: string[]): Promise<Choice> {
  const engine = await planUrl(url).catch((error: unknown) => {
    problems.push(
      `TEST_DATABASE_URL: ${error instanceof Error ? error.message || error.name : String(error)}`,
    );
    return undefined;
  });
  const untested = engineNames
    .filter((name) => name !== engine?.name)
    .map((name) => ({ name, reason: 'TEST_DATABASE_URL names another server' }));
  return { engines: engine ? [engine] : [], untested };
}

async function planUrl(given: string): Promise<PlannedEngine> {
  if (given.startsWith('sqlite:')) return planSqlite(dirname(resolve(given.slice('sqlite:'.length))));
  if (!given.startsWith('mysql://')) throw new Error('must begin with sqlite: or mysql://');
  const url = withDatabaseName(given, '');
  const version = await readServerVersion(url);
  const name = version.includes('MariaDB') ? 'mariadb' : 'mysql';
  return { name, source: { kind: 'given', url, version } };
}

/** Files of the embedded engine. */
export function planSqlite(parentFolder: string): PlannedEngine {
  const database = new Database(':memory:');
  const version = String(database.prepare('select sqlite_version()').pluck().get());
  database.close();
  return { name: 'sqlite', source: { kind: 'files', parentFolder, version } };
}

function readNames(env: EngineEnvironment, variable: string, problems: string[]): EngineName[] | undefined {
  const names = (env[variable] ?? '').split(',').map((name) => name.trim());
  const given = names.filter((name) => name !== '');
  for (const name of given) {
    if (!isEngineName(name))
      problems.push(`${variable} names ${name}; the engines are ${engineNames.join(', ')}`);
  }
  return given.length === 0 ? undefined : given.filter(isEngineName);
}

function isEngineName(name: string): name is EngineName {
  return engineNames.some((engine) => engine === name);
}

function missingAmong(
  variable: string,
  names: readonly EngineName[],
  untested: readonly UntestedEngine[],
): string[] {
  return untested
    .filter(({ name }) => names.some((wanted) => wanted === name))
    .map(({ name, reason }) => `${variable} names ${name}, but it is not tested: ${reason}`);
}
