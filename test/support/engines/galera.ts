import { findBinary } from './find-binary.ts';
import { findGaleraProvider, whyNoGalera } from './find-galera.ts';
import { findFreePort } from './free-port.ts';
import { type GuardedServer, startGuarded, waitUntilReady } from './guarded-server.ts';
import { readRow, withConnection } from './server-connection.ts';
import { giveToServer, prepareMariadb, serverSettings } from './server-settings.ts';
import { createServerFolder } from './start-server.ts';

/** Three nodes of one cluster, all of them writable. */
export interface GaleraCluster {
  readonly urls: string[];
  stop(): Promise<void>;
}

interface Node {
  readonly index: number;
  readonly ports: {
    readonly sql: number;
    readonly group: number;
    readonly ist: number;
    readonly sst: number;
  };
}

/** Starts a cluster of three private MariaDB servers, or returns undefined when Galera or rsync is not installed. */
export async function startGalera(): Promise<GaleraCluster | undefined> {
  const [binary, provider] = [await findBinary('mariadbd'), await findGaleraProvider()];
  if (binary === undefined || provider === undefined || (await whyNoGalera()) !== undefined) return undefined;
  const nodes = [await planNode(1), await planNode(2), await planNode(3)] as const;
  const address = `gcomm://${nodes.map(({ ports }) => `127.0.0.1:${ports.group}`).join(',')}`;
  const servers: GuardedServer[] = [];
  const start = async (node: Node, size: number): Promise<void> => {
    const server = await startNode(node, binary, [
      `--wsrep-provider=${provider}`,
      `--wsrep-cluster-address=${address}`,
    ]);
    servers.push(server);
    await waitUntilReady(`Galera node ${node.index}`, server, () => assertSynced(nodeUrl(node), size));
  };
  const stop = async (): Promise<void> => {
    // One after the other: nodes that leave together can lose the quorum and wait for it.
    for (const server of servers.reverse()) await server.stop();
  };
  try {
    await start(nodes[0], 1);
    await start(nodes[1], 2);
    await start(nodes[2], 3);
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls: nodes.map(nodeUrl), stop };
}

async function planNode(index: number): Promise<Node> {
  const sql = await findFreePort();
  const group = await findFreePort();
  const ist = await findFreePort();
  return { index, ports: { sql, group, ist, sst: await findFreePort() } };
}

async function startNode(
  { index, ports }: Node,
  binary: string,
  cluster: readonly string[],
): Promise<GuardedServer> {
  const folder = await createServerFolder();
  // A joining node receives its system tables from another one.
  const prepare =
    index === 1 ? prepareMariadb(folder) : [['mkdir', `${folder}/data`], ...giveToServer([], folder)];
  const serve = [
    binary,
    ...serverSettings('mariadb', folder, ports.sql),
    '--wsrep-on=ON',
    ...cluster,
    '--wsrep-cluster-name=roster-test',
    `--wsrep-node-name=node${index}`,
    '--wsrep-node-address=127.0.0.1',
    '--wsrep-sst-method=rsync',
    `--wsrep-sst-receive-address=127.0.0.1:${ports.sst}`,
    `--wsrep-provider-options=${providerOptions(ports)}`,
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    ...(index === 1 ? ['--wsrep-new-cluster'] : []),
  ];
  return startGuarded({ folder, prepare, serve });
}

function providerOptions({ group, ist }: Node['ports']): string {
  return [
    `base_port=${group}`,
    `gmcast.listen_addr=tcp://127.0.0.1:${group}`,
    `ist.recv_addr=127.0.0.1:${ist}`,
    'gcache.size=32M',
  ].join(';');
}

function nodeUrl({ ports }: Node): string {
  return `mysql://root@127.0.0.1:${ports.sql}/`;
}

async function assertSynced(url: string, size: number): Promise<void> {
  await withConnection(url, async (connection) => {
    const [, state] = await readRow(connection, "SHOW STATUS LIKE 'wsrep_local_state_comment'");
    const [, members] = await readRow(connection, "SHOW STATUS LIKE 'wsrep_cluster_size'");
    if (state !== 'Synced' || Number(members) < size) throw new Error(`state ${state}, ${members} members`);
  });
}
