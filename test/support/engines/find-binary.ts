import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The first executable of this name on PATH or in the administrator's folders, which PATH often leaves out. */
export async function findBinary(name: string): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders.filter((candidate) => candidate !== '')) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** What `command --version` prints, or undefined when it cannot be run. */
export async function readVersion(command: readonly string[]): Promise<string | undefined> {
  const [file, ...args] = command;
  if (file === undefined) return undefined;
  try {
    const { stdout } = await execute(file, [...args, '--version'], { timeout: 20_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
