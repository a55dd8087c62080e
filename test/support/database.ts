import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { EngineName, TestServer } from './engines/engine.ts';
import { withConnection, withDatabaseName } from './engines/server-connection.ts';

/** An empty database of the engine under test. */
export interface TestDatabase {
  readonly url: string;
  readonly engine: EngineName;
  drop(): Promise<void>;
}

/** Creates an empty database that no other test uses; `drop` removes it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = currentServer();
  return server.engine === 'sqlite' ? createFile(server) : createOnServer(server);
}

/** The engine that this test file runs on. */
export function currentEngine(): EngineName {
  return currentServer().engine;
}

/** The version of the engine that this test file runs on, such as `10.11.19`. */
export function currentEngineVersion(): string {
  return currentServer().version;
}

function currentServer(): TestServer {
  const server: TestServer | undefined = inject('testServer');
  if (server === undefined)
    throw new Error('no engine here: files named *.once.test.ts and test/cluster/ have none');
  return server;
}

async function createFile({ engine, location }: TestServer): Promise<TestDatabase> {
  const folder = await mkdtemp(join(location, 'database-'));
  return {
    url: `sqlite:${join(folder, 'roster.db')}`,
    engine,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function createOnServer({ engine, location, prefix }: TestServer): Promise<TestDatabase> {
  const name = prefix + randomBytes(6).toString('hex');
  await withConnection(location, (connection) => connection.query('CREATE DATABASE ??', [name]));
  return {
    url: withDatabaseName(location, name),
    engine,
    drop: async () => {
      await withConnection(location, (connection) => connection.query('DROP DATABASE IF EXISTS ??', [name]));
    },
  };
}
