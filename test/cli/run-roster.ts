import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { beforeAll } from 'vitest';
import { buildCli } from '../start/service-process.ts';
import type { TestService } from '../support/service.ts';

const command = fileURLToPath(new URL('../../cli/bin/roster.js', import.meta.url));

/** How a run of the command ended. */
export interface RosterRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run of the command is given. */
interface Given {
  readonly env?: Record<string, string>;
  readonly input?: string;
  /** True if the input goes on, though nothing comes. */
  readonly isOpen?: boolean;
  /** Standard output goes to a disk without space. */
  readonly isDiskFull?: boolean;
}

/** Starts the real command with these variables and no others. */
export function startRoster(
  args: readonly string[],
  { env = {}, input = '', isOpen, isDiskFull }: Given = {},
) {
  const options = { cwd: tmpdir(), env: { LOG_LEVEL: 'warn', ...env } };
  const words = [process.execPath, command, ...args] as const;
  const child = isDiskFull
    ? spawn('/bin/sh', ['-c', 'exec "$@" > /dev/full', 'sh', ...words], options)
    : spawn(words[0], words.slice(1), options);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  // A command that does not read its input may be gone before it is written.
  child.stdin.on('error', () => {});
  if (isOpen) child.stdin.write(input);
  else child.stdin.end(input);
  const ended = once(child, 'close').then(
    ([code]): RosterRun => ({ code: typeof code === 'number' ? code : null, ...output }),
  );
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** What it has written to standard error by now. */
    stderr: () => output.stderr,
    /** From now on nobody reads its standard error. */
    leave: () => child.stderr.destroy(),
    ended,
  };
}

/** Runs the real command, and waits for its end. */
export function runRoster(args: readonly string[], given: Given = {}): Promise<RosterRun> {
  return startRoster(args, given).ended;
}

/** Makes an API key of the super admin with these permissions, as the variables that the command reads. */
export async function givenKey(
  { root, url }: TestService,
  permissions: readonly string[],
): Promise<{ ROSTER_URL: string; ROSTER_API_KEY: string }> {
  const { key } = await root.createApiKey({ name: 'command', permissions: [...permissions] });
  return { ROSTER_URL: url, ROSTER_API_KEY: key };
}

/**
 * Compiles the command, and makes a key with these permissions, before the tests of a file.
 * @returns the variables that the command reads, which are there then
 */
export function useKey(
  service: () => TestService,
  permissions: readonly string[],
): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  beforeAll(buildCli, 120_000);
  beforeAll(async () => {
    Object.assign(env, await givenKey(service(), permissions));
  });
  return env;
}
