import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { withConnection, withDatabaseName } from './server-connection.ts';

/** One database, seen through every node of the cluster. */
export interface ClusterDatabase {
  readonly urls: readonly string[];
  drop(): Promise<void>;
}

/** Creates an empty database on the cluster and returns once every node has it. */
export async function createClusterDatabase(): Promise<ClusterDatabase> {
  const nodes = inject('galera');
  const [first] = nodes ?? [];
  if (first === undefined)
    throw new Error('createClusterDatabase() works in test/cluster/ only, with TEST_CLUSTER=1');
  const name = `roster_cluster_${randomBytes(6).toString('hex')}`;
  await withConnection(first, (connection) => connection.query('CREATE DATABASE ??', [name]));
  const urls = nodes.map((node) => withDatabaseName(node, name));
  await Promise.all(nodes.map((node) => waitForDatabase(node, name)));
  return {
    urls,
    drop: async () => {
      await withConnection(first, (connection) => connection.query('DROP DATABASE IF EXISTS ??', [name]));
    },
  };
}

// With wsrep_sync_wait the node answers only after it has applied everything that was committed before.
async function waitForDatabase(node: string, name: string): Promise<void> {
  await withConnection(node, async (connection) => {
    await connection.query('SET SESSION wsrep_sync_wait = 15');
    await connection.query('SHOW TABLES FROM ??', [name]);
  });
}
