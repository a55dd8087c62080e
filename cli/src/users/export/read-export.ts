import { RefusedError } from '../../command.ts';

/** The forms of an export. */
export const exportFormats = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const lineFeed = 10;
/** Longer than the last line of NDJSON. */
const tailLength = 100;

function countLines(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

/**
 * The bytes of an export, to its end.
 * @param onUsers told how many users there were so far: no user has a line feed, and one line is the header or the end
 * @throws RefusedError if it breaks off, also where it only lacks its last line
 */
export async function* readExport(
  { body }: Response,
  format: ExportFormat,
  onUsers: (count: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let users = -1;
  let tail = Buffer.alloc(0);
  try {
    for await (const chunk of body ?? []) {
      users += countLines(chunk);
      tail = Buffer.concat([tail, chunk.subarray(-tailLength)]).subarray(-tailLength);
      onUsers(Math.max(0, users));
      yield chunk;
    }
  } catch (error) {
    throw new RefusedError(`The export broke off after ${Math.max(0, users)} users.`, { cause: error });
  }
  const isWhole = format === 'csv' || tail.toString().endsWith(`{"end":true,"count":${users}}\n`);
  if (!isWhole) throw new RefusedError(`The export ends after ${Math.max(0, users)} users, without an end.`);
}
