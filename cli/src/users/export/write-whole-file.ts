import { createWriteStream, type Stats } from 'node:fs';
import { chmod, chown, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { RefusedError } from '../../command.ts';

/** What is written holds personal data: a new file is for its owner, who may open it to others. */
const newFileMode = 0o600;

function unwritable(error: NodeJS.ErrnoException, path: string): unknown {
  const isOfFile =
    error.path !== undefined || ['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'].includes(error.code ?? '');
  return isOfFile ? new RefusedError(`${path} cannot be written: ${error.message}`, { cause: error }) : error;
}

/**
 * The file that is to be replaced, undefined if there is none.
 * @throws RefusedError for what would be found out only at the end, or would put a file in the place of /dev/null
 */
async function findReplaced(path: string): Promise<Stats | undefined> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined || there.isFile()) return there;
  throw new RefusedError(`${path} cannot be written: it is ${there.isDirectory() ? 'a folder' : 'no file'}.`);
}

/** Lets those read a file who could read the one that it replaces, and nobody else. */
async function takeOverAccess(path: string, { mode, uid, gid }: Stats): Promise<void> {
  const isTaken = await chown(path, uid, gid).then(
    () => true,
    () => false,
  );
  // What its group might do, another group might not.
  await chmod(path, mode & (isTaken ? 0o777 : 0o707));
}

/**
 * Writes a file that is there when it is whole: until then it has another name, and what was there before stays. Nothing
 * is left if the content fails. It is for its owner alone, or for those who could read the one before.
 * @throws RefusedError if it cannot be written
 */
export async function writeWholeFile(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const replaced = await findReplaced(path);
  const partial = `${path}.partial-${process.pid}`;
  try {
    await pipeline(content, createWriteStream(partial, { flags: 'wx', flush: true, mode: newFileMode }));
    if (replaced) await takeOverAccess(partial, replaced);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error instanceof Error ? unwritable(error, path) : error;
  }
}
