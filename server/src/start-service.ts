import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { type Dependencies, openDependencies } from './dependencies.ts';
import { createHttpServer } from './http/http-server.ts';
import { startSweeper } from './maintenance/sweeper.ts';
import { sweeps } from './maintenance/sweeps.ts';
import { type BootstrappedSuper, bootstrapSuperAdmin } from './start/bootstrap-super-admin.ts';
import { closerOf } from './start/close-server.ts';

/** A service that listens. */
export interface RunningService {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly dependencies: Dependencies;
  /** The super admin, if this start made one. */
  readonly bootstrapped: BootstrappedSuper | undefined;
  /**
   * Says no to new requests, finishes those under way, at most for the given time, and closes the database. Calling it
   * again changes nothing: it waits for the first call.
   */
  stop(graceMs?: number): Promise<void>;
}

const defaultGraceMs = 10_000;
function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/**
 * Starts the service: database, schema, super admin, HTTP.
 * @param override replaces dependencies, for tests.
 * @throws ConfigError, UnsafeDatabaseError, or what the database or the port refuse with
 */
export async function startService(
  config: Config,
  override: (dependencies: Dependencies) => Dependencies = (dependencies) => dependencies,
): Promise<RunningService> {
  const dependencies = override(await openDependencies(config));
  try {
    const bootstrapped = await bootstrapSuperAdmin(dependencies);
    const readiness = { isStopping: false };
    const server = createHttpServer(createApp(dependencies, readiness), config.requestTimeoutMs);
    const close = closerOf(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // A server that listens on a port has an address of this form; the others belong to pipes.
    const url = urlOf(server.address() as AddressInfo);
    const stopSweeper = startSweeper(sweeps, dependencies);
    const stop = async (graceMs: number) => {
      readiness.isStopping = true;
      await Promise.all([stopSweeper(), close(graceMs)]);
      await dependencies.database.close();
    };
    let stopped: Promise<void> | undefined;
    return {
      url,
      dependencies,
      bootstrapped,
      stop(graceMs = defaultGraceMs) {
        stopped ??= stop(graceMs);
        return stopped;
      },
    };
  } catch (error) {
    await dependencies.database.close();
    throw error;
  }
}
