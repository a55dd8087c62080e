import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Roster } from '../support/roster.ts';

const command = fileURLToPath(new URL('../../../../cli/bin/roster.js', import.meta.url));

/** What the command says at its end. */
export interface ImportSummary {
  readonly created: number;
  readonly createdBefore: number;
  readonly skipped: number;
  readonly failed: number;
}

/** An API key of the super admin that holds everything, because nobody gives what they do not hold. */
export async function createImportKey({ client }: Roster): Promise<string> {
  const { effectivePermissions: permissions } = await client.getMe();
  return (await client.createApiKey({ name: 'import', permissions })).key;
}

/** The command as it is shipped, in a process of its own. */
function start(file: string, { port }: Roster, key: string): ChildProcess {
  return spawn(process.execPath, [command, 'users', 'import', file, '--json'], {
    env: { PATH: process.env.PATH, ROSTER_URL: `http://127.0.0.1:${port}`, ROSTER_API_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Imports the file to its end, and gives the seconds from the start of the process to its end. */
export async function importFile(file: string, roster: Roster, key: string) {
  const startedAt = performance.now();
  const child = start(file, roster, key);
  const [output, [code]] = await Promise.all([child.stdout ? text(child.stdout) : '', once(child, 'close')]);
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`The command ended with ${code}: ${output}`);
  // The command prints its summary as JSON.
  return { seconds, summary: JSON.parse(output) as ImportSummary };
}

/** Begins to import the file and kills the command when so many batches are known to be done. */
export async function importUntilKilled(
  file: string,
  roster: Roster,
  { key, batches }: { key: string; batches: number },
): Promise<void> {
  const child = start(file, roster, key);
  const ended = once(child, 'close');
  for (let done = 0; done < batches && child.exitCode === null; await sleep(5)) {
    const state = await readFile(`${file}.import-state`, 'utf8').catch(() => '{}');
    done = Number(JSON.parse(state).batches ?? 0);
  }
  if (child.exitCode !== null)
    throw new Error('The command ended before it was killed: --users must be more.');
  child.kill('SIGKILL');
  await ended;
}
