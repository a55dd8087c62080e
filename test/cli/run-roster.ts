import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { TestService } from '../support/service.ts';

const command = fileURLToPath(new URL('../../cli/bin/roster.js', import.meta.url));

/** How a run of the command ended. */
export interface RosterRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command with these variables and no others, and waits for its end. */
export async function runRoster(
  args: readonly string[],
  { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
): Promise<RosterRun> {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: tmpdir(),
    env: { LOG_LEVEL: 'warn', ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  // A command that does not read its input may be gone before it is written.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, ...output };
}

/** Makes an API key of the super admin with these permissions, as the variables that the command reads. */
export async function givenKey(
  { root, url }: TestService,
  permissions: readonly string[],
): Promise<{ ROSTER_URL: string; ROSTER_API_KEY: string }> {
  const { key } = await root.createApiKey({ name: 'command', permissions: [...permissions] });
  return { ROSTER_URL: url, ROSTER_API_KEY: key };
}
