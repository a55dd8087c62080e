/** One account as it stands in a file. */
export interface SourceRecord {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** How many bytes of the file end with it. */
  readonly bytes: number;
  /** What it says, by the names of the contract; or why that cannot be told, without quoting what may be a secret. */
  readonly content: { readonly fields: Readonly<Record<string, unknown>> } | { readonly fault: string };
}

/** As much as one request may hold. */
export const maxRecordBytes = 8 * 1024 * 1024;

export type Source = AsyncIterable<Buffer>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of some bytes; undefined if they are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The value of a JSON text; undefined, which no JSON text means, if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const byteOrderMark = Buffer.from('\ufeff');

/** Drops the mark that some programs put at the beginning of a text, in pieces of any size. */
export async function* withoutByteOrderMark(source: Source): AsyncGenerator<Buffer> {
  const { length } = byteOrderMark;
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of source) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < length) continue;
    yield head.subarray(0, length).equals(byteOrderMark) ? head.subarray(length) : head;
    head = undefined;
  }
  // All of a text that is shorter than the mark.
  if (head) yield head;
}
