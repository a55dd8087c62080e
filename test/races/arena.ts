import { createHash } from 'node:crypto';
import type { Reader } from '@roster/server';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type Barrier, createBarrier, type Index } from './barrier.ts';
import { createMeter, type Meter } from './meter.ts';

/** Two instances of the service on one database, where races are run. */
export interface Arena {
  readonly instances: readonly [TestService, TestService];
  readonly barrier: Barrier;
  readonly meter: Meter;
  /** Everywhere the state is to be seen: on a cluster, every node. */
  readonly observers: readonly Reader[];
  close(): Promise<void>;
}

/** What a stored password looks like here: races are about rows, and a slow hash would only make them rare. */
export const cheapHash = async (password: string) => createHash('sha256').update(password).digest('hex');
const cheapHasher = {
  hash: cheapHash,
  verify: async (hash: string | undefined, password: string) => hash === (await cheapHash(password)),
  isCurrent: () => true,
};

/** Starts the two instances on two views of one database: on a cluster these are two nodes. */
export async function openArena(databases: readonly [TestDatabase, TestDatabase]): Promise<Arena> {
  const barrier = createBarrier();
  const meter = createMeter();
  const start = (instance: Index) =>
    startTestService({
      database: databases[instance],
      // An answer of 500 fails the race; then the log says why.
      config: { logLevel: 'error' },
      override: (dependencies) => ({
        ...dependencies,
        database: meter.watch(dependencies.database, instance, barrier),
        hasher: cheapHasher,
      }),
    });
  const instances = [await start(0), await start(1)] as const;
  const readers = instances.map(({ dependencies }) => dependencies.database.reader);
  if (databases[0].engine === 'sqlite') {
    // Waiting for the file's lock blocks the thread, and here the other instance, which holds it, is on the same one.
    for (const reader of readers) await reader.raw('pragma busy_timeout = 0');
  }
  return {
    instances,
    barrier,
    meter,
    observers: readers,
    async close() {
      for (const instance of instances) await instance.expectNoSecret();
      for (const instance of instances) await instance.stop();
    },
  };
}

/** An arena on the engine under test, for all tests of a file. */
export function useArena(): () => Arena {
  let arena: Arena | undefined;
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
    arena = await openArena([database, database]);
  });
  afterAll(async () => {
    await arena?.close();
    await database?.drop();
  });
  return () => {
    if (!arena) throw new Error('The arena is only there inside of tests.');
    return arena;
  };
}
