import { toContent } from './item-fields.ts';
import {
  decodeUtf8,
  maxRecordBytes,
  parseJson,
  type Source,
  type SourceRecord,
  withoutByteOrderMark,
} from './source-record.ts';

const lineFeed = 0x0a;

/** The last line of an export says only that it is complete. */
function isEndOfExport({ end, count, ...rest }: Readonly<Record<string, unknown>>): boolean {
  return end === true && typeof count === 'number' && Object.keys(rest).length === 0;
}

function contentOf(bytes: Buffer): SourceRecord['content'] | undefined {
  if (bytes.length > maxRecordBytes) return { fault: 'The line is longer than 8 MiB.' };
  const text = decodeUtf8(bytes);
  if (text === undefined) return { fault: 'The line is not valid UTF-8.' };
  if (text.trim() === '') return undefined;
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { fault: 'The line is no JSON object.' };
  const fields = value as Readonly<Record<string, unknown>>; // An object that JSON described.
  return isEndOfExport(fields) ? undefined : toContent(fields);
}

/** The lines of a text in pieces of any size. Of a line that is too long only the beginning is kept. */
async function* splitLines(source: Source): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      length = 0;
      start = end + 1;
    }
    if (length <= maxRecordBytes) parts.push(chunk.subarray(start));
    length += chunk.length - start;
  }
  yield Buffer.concat(parts);
}

/** The accounts of a file with a JSON object on each line. */
export async function* readNdjson(source: Source): AsyncGenerator<SourceRecord> {
  let line = 0;
  let bytes = 0;
  for await (const text of splitLines(withoutByteOrderMark(source))) {
    line += 1;
    bytes += text.length + 1;
    const content = contentOf(text);
    if (content) yield { line, bytes, content };
  }
}
