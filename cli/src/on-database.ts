import { RefusedError, UsageError } from './command.ts';

type Server = typeof import('@roster/server');

/**
 * Runs work that touches the database directly, with the code of the service. Loaded only then: commands that go
 * through the API start in a fraction of the time without it.
 */
export async function onDatabase<T>(work: (server: Server) => Promise<T>): Promise<T> {
  const server = await import('@roster/server');
  try {
    return await work(server);
  } catch (error) {
    if (error instanceof UsageError || error instanceof RefusedError) throw error;
    if (error instanceof server.ConfigError) throw new UsageError(error.message, { cause: error });
    throw new RefusedError(server.describeFailure(error), { cause: error });
  }
}
