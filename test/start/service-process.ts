import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'server/dist/main.js');
const libraries = ['contract', 'migrations', 'openapi', 'server'];

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}

async function build(workspace: string, sourceFolders: readonly string[]): Promise<void> {
  const dist = join(root, workspace, 'dist');
  const sources = sourceFolders.map((name) => newest(join(root, name, 'src')));
  if (existsSync(join(dist, 'main.js')) && newest(dist) > Math.max(...sources)) return;
  await promisify(execFile)('npx', ['tsc', '-b', workspace], { cwd: root });
}

/** Builds the service unless what was built is newer than its source. */
export function buildService(): Promise<void> {
  return build('server', libraries);
}

/** Builds the command `roster` unless what was built is newer than its source. */
export function buildCli(): Promise<void> {
  return build('cli', [...libraries, 'client', 'cli']);
}

/** A folder for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-process-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The real process, with what it has printed so far. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  output(): string;
  errors(): string;
  /** Where it listens, once it says so. */
  readonly url: Promise<string>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts `node server/dist/main.js` with these variables and no others; it is killed when the test ends. */
export function startProcess(env: Record<string, string>): ServiceProcess {
  const child = spawn(process.execPath, [main], {
    cwd: tmpdir(),
    env: { PORT: '0', LOG_LEVEL: 'warn', ...env },
  });
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /Roster listens on (http:\S+?),? /.exec(`${output} `)?.[1];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error(`The process ended.\n${output}\n${errors}`)));
  });
  // Whoever starts a process that is to fail does not wait for its URL.
  url.catch(() => {});
  const ended = once(child, 'close').then(() => child.exitCode);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => output, errors: () => errors, url, ended };
}
