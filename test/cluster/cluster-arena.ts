import type { Database } from '@roster/server';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../server/src/database/open-database.ts';
import { type Arena, openArena } from '../races/arena.ts';
import type { TestDatabase } from '../support/database.ts';
import { type ClusterDatabase, createClusterDatabase } from '../support/engines/cluster-database.ts';

/** The database as one node shows it. Nodes are counted from 1. */
export function onNode({ urls }: ClusterDatabase, node: 1 | 2 | 3): TestDatabase {
  const url = urls[node - 1];
  if (url === undefined) throw new Error(`The cluster has no node ${node}.`);
  return { url, engine: 'mariadb', drop: async () => undefined };
}

/** An arena with its instances on two nodes, watched on all three, for all tests of a file. */
export function useClusterArena(): () => Arena {
  let arena: Arena | undefined;
  let third: Database | undefined;
  let database: ClusterDatabase | undefined;
  beforeAll(async () => {
    database = await createClusterDatabase();
    const opened = await openArena([onNode(database, 1), onNode(database, 2)]);
    third = await openDatabase(onNode(database, 3).url, 2);
    arena = { ...opened, observers: [...opened.observers, third.reader] };
  });
  afterAll(async () => {
    await arena?.close();
    await third?.close();
    await database?.drop();
  });
  return () => {
    if (!arena) throw new Error('The arena is only there inside of tests.');
    return arena;
  };
}
