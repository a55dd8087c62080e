import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { RefusedError } from '../../command.ts';

function unwritable(error: NodeJS.ErrnoException, path: string): unknown {
  const isOfFile =
    error.path !== undefined || ['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'].includes(error.code ?? '');
  return isOfFile ? new RefusedError(`${path} cannot be written: ${error.message}`, { cause: error }) : error;
}

/** What would be found out only at the end, or would put a file in the place of /dev/null. */
async function refuseWhatIsNoFile(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined || there.isFile()) return;
  throw new RefusedError(`${path} cannot be written: it is ${there.isDirectory() ? 'a folder' : 'no file'}.`);
}

/**
 * Writes a file that is there when it is whole: until then it has another name, and what was there before stays. Nothing
 * is left if the content fails.
 * @throws RefusedError if it cannot be written
 */
export async function writeWholeFile(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await refuseWhatIsNoFile(path);
  const partial = `${path}.partial-${process.pid}`;
  try {
    await pipeline(content, createWriteStream(partial, { flags: 'wx', flush: true }));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error instanceof Error ? unwritable(error, path) : error;
  }
}
