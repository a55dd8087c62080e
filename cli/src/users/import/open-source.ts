import { createReadStream, fstat, open } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Io, RefusedError, UsageError } from '../../command.ts';
import { reasonOf } from '../../reason-of.ts';
import type { Source } from './source-record.ts';

/** Something that accounts are read from, opened. */
export interface Input {
  readonly stream: Readable;
  /** Undefined for what cannot be read a second time. */
  readonly totalBytes: number | undefined;
}

/** @throws UsageError if it cannot be read */
export async function openSource(file: string, { stdin }: Io): Promise<Input> {
  if (file === '-') return { stream: stdin, totalBytes: undefined };
  try {
    const fd = await promisify(open)(file, 'r');
    const found = await promisify(fstat)(fd);
    if (found.isDirectory()) throw new UsageError(`${file} is a folder.`);
    if (found.isFile()) return { stream: createReadStream(file, { fd }), totalBytes: found.size };
    // A pipe may have a name, but it has no size. As a file it would be read in a way that nothing can end while it is quiet.
    const isPipe = found.isFIFO();
    const stream = isPipe
      ? new Socket({ fd, readable: true, writable: false })
      : createReadStream(file, { fd });
    return { stream, totalBytes: undefined };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The file cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * What a stream holds. The signal ends the reading, which fails then, even while the stream is quiet.
 * @throws RefusedError if it cannot be read to its end
 */
export async function* readStream(stream: Readable, signal: AbortSignal): Source {
  const stop = () => stream.destroy();
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw new RefusedError(`The file cannot be read any further: ${reasonOf(error)}`, { cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
