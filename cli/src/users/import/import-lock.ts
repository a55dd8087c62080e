import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { RefusedError, UsageError } from '../../command.ts';
import { reasonOf } from '../../reason-of.ts';

/** Whether a process with this number runs; one that belongs to somebody else does. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Takes the lock if nobody has it. */
async function isTaken(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new UsageError(
      `What an import needs to go on after an interruption is kept beside its file, and cannot be written there: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

async function removeLeft(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await rename(path, aside);
  // Another process may have been faster and have taken it over by now: it gets its own back.
  if ((await readFile(aside, 'utf8')) === text) await rm(aside);
  else await rename(aside, path);
}

/**
 * Takes the lock of a file, so that two imports of it do not write over what the other keeps. A lock that a process left
 * which was killed is taken over. A process of another machine is not seen.
 * @returns what gives it back
 * @throws RefusedError while another process has it
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await isTaken(path)) return () => rm(path, { force: true });
    const text = await readFile(path, 'utf8').catch(() => undefined);
    // It was given back in between.
    if (text === undefined) continue;
    const pid = Number(text);
    // In a container, the process before may well have had the same number.
    const isLeft = Number.isInteger(pid) && pid > 0 && (pid === process.pid || !isAlive(pid));
    if (!isLeft) {
      const who = pid > 0 ? `Process ${pid}` : 'Another process';
      throw new RefusedError(
        `${who} is importing this file. Wait until it has ended; if that is no import, remove ${path}.`,
      );
    }
    await removeLeft(path, text).catch(() => {});
  }
  throw new RefusedError(`Another process is importing this file, or ${path} cannot be read or removed.`);
}
