import { type Client, createClient } from '@roster/client';
import { type Child, startChild } from './child.ts';
import type { Cleanup } from './cleanup.ts';

/** The super admin of every database of a benchmark. */
export const root = { username: 'root', password: 'the password of the super admin' };

type Environment = Readonly<Record<string, string>>;

/** The environment of every Roster that works on the database, in this process and in the one that is measured. */
export function rosterEnvironment(databaseUrl: string, more: Environment = {}): Record<string, string> {
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    ACCESS_TOKEN_TTL_SECONDS: '86400',
    BOOTSTRAP_SUPER_ADMIN_USERNAME: root.username,
    BOOTSTRAP_SUPER_ADMIN_PASSWORD: root.password,
    ...more,
  };
}

/** A Roster in a process of its own, as it is shipped. */
export interface Roster {
  readonly server: Child;
  readonly port: number;
  readonly token: string;
  /** The super admin, whose token it is. */
  readonly client: Client;
}

/**
 * Starts a Roster on a database and logs in.
 * @param more variables besides those of every Roster
 */
export async function startRoster(
  databaseUrl: string,
  cleanup: Cleanup,
  more: Environment = {},
): Promise<Roster> {
  // As compiled: URLs, unlike imports, are not rewritten by tsc. Roster is the build that is shipped.
  const server = startChild(new URL('../../../../server/dist/main.js', import.meta.url), {
    env: rosterEnvironment(databaseUrl, more),
    nodeOptions: ['--import', new URL('./cpu-probe.js', import.meta.url).href],
  });
  cleanup.add(() => server.stop());
  const port = Number(await server.waitForOutput(/listens on http:\/\/127\.0\.0\.1:(\d+)/));
  const baseUrl = `http://127.0.0.1:${port}`;
  const { accessToken } = await createClient({ baseUrl }).logIn(root);
  const token = accessToken ?? '';
  return { server, port, token, client: createClient({ baseUrl, token }) };
}
