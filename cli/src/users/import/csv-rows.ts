import { CsvError, parse } from 'csv-parse';
import { maxRecordBytes, type Source } from './source-record.ts';

/** A row of a table with the line that it begins on, counted from 1, and how many bytes of the file end with it. */
export interface CsvRow {
  readonly line: number;
  readonly bytes: number;
  /** Every byte is one character; or why nothing from here on can be read. */
  readonly content: { readonly cells: readonly string[] } | { readonly fault: string };
}

/** What an editor counts as the end of a line. */
const lineEnd = /\r\n|\n|\r/g;

function countLineEnds(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(lineEnd)?.length ?? 0), 0);
}

/** Where a quotation does not end, nobody can tell where the next record begins. */
function faultOf({ code }: CsvError): string {
  const isLong = code === 'CSV_MAX_RECORD_SIZE';
  const reason = `${isLong ? 'The record is longer than 8 MiB, or a' : 'A'} quotation mark is not closed`;
  return `${reason}: nothing from here on was read.`;
}

/**
 * The rows of a table. Whatever stands before a fault is among them: the parser is given one piece after the other, since
 * one that is read as a stream is ahead of its reader, and drops what nobody has asked for by then when it fails.
 */
export async function* readRows(source: Source, delimiter: string): AsyncGenerator<CsvRow> {
  let rows: CsvRow[] = [];
  let nextLine = 1;
  let emptyLines = 0;
  let bytes = 0;
  /** The parser counts lines as well, but takes CR LF in a quotation for two. */
  const beginAfter = (emptyLinesNow: number) => nextLine + emptyLinesNow - emptyLines;
  const parser = parse({
    delimiter,
    // Files that were put together have several of them.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Every byte is one character: each cell is decoded by itself, so that only the record with the fault is refused.
    encoding: 'latin1',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
    on_record(cells: string[], info) {
      const line = beginAfter(info.empty_lines);
      bytes = info.bytes;
      rows.push({ line, bytes, content: { cells } });
      nextLine = line + 1 + countLineEnds(cells);
      emptyLines = info.empty_lines;
      return null;
    },
  });
  // Whoever writes is told of it.
  parser.on('error', () => {});
  const feed = (piece?: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      if (piece) parser.write(piece, done);
      else parser.end(done);
    }).catch((error: unknown) => {
      if (!(error instanceof CsvError)) throw error;
      const line = beginAfter(parser.info.empty_lines);
      rows.push({ line, bytes, content: { fault: faultOf(error) } });
    });
  const take = (): CsvRow[] => {
    const taken = rows;
    rows = [];
    return taken;
  };
  for await (const piece of source) {
    await feed(piece);
    yield* take();
    if (parser.errored) return;
  }
  await feed();
  yield* take();
}
