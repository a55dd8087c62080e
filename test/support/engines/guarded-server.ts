import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const guard = fileURLToPath(new URL('./guard-server.sh', import.meta.url));

// Short, because nobody needs the data: a server that is still initialising, or that waits for its cluster, is killed.
const graceS = 5;

/** A server process that ends with the test run. */
export interface GuardedServer {
  /** Settles when the server is gone and its folder removed; the value is the end of its log. */
  readonly gone: Promise<string>;
  stop(): Promise<string>;
}

/** What to run: the commands that prepare the folder, then the server itself. */
export interface ServerCommands {
  readonly folder: string;
  readonly prepare: readonly (readonly string[])[];
  readonly serve: readonly string[];
}

/** Starts a server in a session of its own, so that Ctrl-C in the terminal reaches the test run only. */
export function startGuarded({ folder, prepare, serve }: ServerCommands): GuardedServer {
  const script = [...prepare.map(quoteCommand), `exec ${quoteCommand(serve)}`].join(' && ');
  const child = spawn('bash', [guard, folder, String(graceS), script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  child.stdin.on('error', () => undefined);
  const gone = once(child, 'close').then(
    () => log,
    (error: unknown) => String(error),
  );
  const stop = (): Promise<string> => {
    child.stdin.end();
    return gone;
  };
  return { gone, stop };
}

/** Repeats `attempt` until it no longer throws; fails with the server's log when the server ends or time is up. */
export async function waitUntilReady<T>(
  label: string,
  server: GuardedServer,
  attempt: () => Promise<T>,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let ended = false;
  void server.gone.then(() => {
    ended = true;
  });
  let last: unknown;
  while (!ended && Date.now() < deadline) {
    try {
      return await attempt();
    } catch (error) {
      last = error;
    }
    await sleep(200);
  }
  const log = await server.stop();
  const why = ended ? 'ended while starting' : `was not ready after ${timeoutMs / 1000} s (${String(last)})`;
  throw new Error(`${label} ${why}. The end of its log:\n${log}`);
}

function quoteCommand(command: readonly string[]): string {
  return command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
