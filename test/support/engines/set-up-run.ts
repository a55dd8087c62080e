import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type PlannedEngine, shortVersion, type TestServer } from './engine.ts';
import { startGalera } from './galera.ts';
import { planSqlite } from './plan-engines.ts';
import { readRow, withConnection } from './server-connection.ts';
import { startServer } from './start-server.ts';

interface Started {
  readonly server: TestServer;
  stop(): Promise<unknown>;
}

/** Starts every server that the selected projects need, once for the whole run, and returns what stops them. */
export async function setup(root: TestProject): Promise<() => Promise<void>> {
  const plan = root.getProvidedContext().enginePlan;
  if (plan.problems.length > 0) throw new Error(plan.problems.join('\n'));
  const prefix = `roster_test_${randomBytes(4).toString('hex')}_`;
  const stops: (() => Promise<unknown>)[] = [];
  const starts = root.vitest.projects.map(async (project) => {
    const engine = plan.engines.find(({ name }) => name === project.name);
    if (engine !== undefined) {
      const started = await startEngine(engine, prefix);
      stops.push(started.stop);
      project.provide('testServer', started.server);
    } else if (project.name === 'browser' || project.name === 'generators') {
      const started = await startEngine(planSqlite(tmpdir()), prefix);
      stops.push(started.stop);
      project.provide('testServer', started.server);
      project.provide('browserPath', plan.browser ?? '');
    } else if (project.name === 'cluster') {
      const galera = await startGalera();
      if (galera === undefined) throw new Error('Galera is no longer installed');
      stops.push(galera.stop);
      project.provide('galera', galera.urls);
    }
  });
  const teardown = async (): Promise<void> => {
    await Promise.all(stops.map((stop) => stop()));
  };
  const outcomes = await Promise.allSettled(starts);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (failures.length === 0) return teardown;
  await teardown();
  throw failures.length === 1 ? failures[0] : new Error(failures.map(String).join('\n\n'));
}

async function startEngine({ name, source }: PlannedEngine, prefix: string): Promise<Started> {
  switch (source.kind) {
    case 'private': {
      const { url, version, stop } = await startServer(source.binary);
      return { server: { engine: name, version: shortVersion(version), location: url, prefix }, stop };
    }
    case 'given': {
      const server = { engine: name, version: shortVersion(source.version), location: source.url, prefix };
      return { server, stop: () => dropLeftovers(source.url, prefix) };
    }
    case 'files': {
      const folder = await mkdtemp(join(await realpath(source.parentFolder), prefix));
      const remove = (): void => rmSync(folder, { recursive: true, force: true });
      // Ctrl-C ends the run without tear-down.
      process.once('exit', remove);
      const server = { engine: name, version: source.version, location: folder, prefix };
      return { server, stop: async () => remove() };
    }
  }
}

// A given server outlives the run, and a test that failed may have left its database there.
async function dropLeftovers(url: string, prefix: string): Promise<void> {
  await withConnection(url, async (connection) => {
    for (;;) {
      const [name] = await readRow(
        connection,
        'SELECT schema_name FROM information_schema.schemata WHERE LEFT(schema_name, CHAR_LENGTH(?)) = ? LIMIT 1',
        [prefix, prefix],
      );
      if (name === undefined) return;
      await connection.query('DROP DATABASE IF EXISTS ??', [name]);
    }
  });
}
