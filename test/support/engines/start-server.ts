import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ServerBinary } from './engine.ts';
import { findFreePort } from './free-port.ts';
import { startGuarded, waitUntilReady } from './guarded-server.ts';
import { readRow, withConnection } from './server-connection.ts';
import { prepareMariadb, prepareMysql, serverSettings } from './server-settings.ts';

/** A private server that is ready for queries. */
export interface PrivateServer {
  readonly url: string;
  readonly version: string;
  stop(): Promise<string>;
}

/**
 * Starts a private server in a fresh folder. Another process may take the port meanwhile: then it tries another one.
 * @param settings in addition to the usual ones, which they override
 */
export async function startServer(
  binary: ServerBinary,
  settings: readonly string[] = [],
): Promise<PrivateServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryStartServer(binary, settings);
    } catch (error) {
      if (tries === 3 || !/already in use/i.test(String(error))) throw error;
    }
  }
}

async function tryStartServer(binary: ServerBinary, settings: readonly string[]): Promise<PrivateServer> {
  const port = await findFreePort();
  const folder = await createServerFolder(binary.chroot);
  const inner = binary.chroot === undefined ? folder : `/${relative(binary.chroot, folder)}`;
  const prepare = binary.engine === 'mariadb' ? prepareMariadb(inner) : prepareMysql(binary, inner);
  const serve = [...binary.serve, ...serverSettings(binary.engine, inner, port), ...settings];
  const server = startGuarded({ folder, prepare, serve });
  const url = `mysql://root@127.0.0.1:${port}/`;
  const version = await waitUntilReady(binary.engine, server, () => readVersionOf(url, inner));
  return { url, version, stop: () => server.stop() };
}

/** A fresh folder for one server, inside the chroot if there is one. The guard of the server removes it. */
export async function createServerFolder(chroot?: string): Promise<string> {
  return mkdtemp(join(chroot === undefined ? tmpdir() : join(chroot, 'tmp'), 'roster-server-'));
}

// The folder tells this server from one that took the same port.
async function readVersionOf(url: string, folder: string): Promise<string> {
  return withConnection(url, async (connection) => {
    const [version, dataFolder] = await readRow(connection, 'SELECT VERSION(), @@datadir');
    if (!String(dataFolder).startsWith(folder)) throw new Error(`${url} already in use by another server`);
    return String(version);
  });
}
