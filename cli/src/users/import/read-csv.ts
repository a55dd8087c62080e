import { UsageError } from '../../command.ts';
import { readRows } from './csv-rows.ts';
import { exportedFields, itemFields, toContent } from './item-fields.ts';
import {
  decodeUtf8,
  parseJson,
  type Source,
  type SourceRecord,
  withoutByteOrderMark,
} from './source-record.ts';

/** What `exportUsers` puts an apostrophe before, so that no spreadsheet takes it for a formula. */
const shielded = /^'+[=+\-@\t\r\n\0]/;
const flags = new Map([
  ...['true', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'no', '0'].map((word) => [word, false] as const),
]);

type Content = SourceRecord['content'];

function unshield(cell: string): string {
  return shielded.test(cell) ? cell.slice(1) : cell;
}

/** Names that are joined with `;`. A backslash stands before a `;` or `\` that belongs to a name. */
function splitNames(cell: string): string[] {
  const names = cell.match(/(?:\\.|\\$|[^;\\])+/gs) ?? [];
  return names.map((name) => name.replace(/\\(.)/gs, '$1'));
}

/** The value of a cell that is not empty; undefined if it cannot be read as what it should be. */
function parseCell(name: string, cell: string): unknown {
  const kind: string | undefined = Object.hasOwn(itemFields, name)
    ? itemFields[name as keyof typeof itemFields] // Looked up just now.
    : undefined;
  if (kind === 'secret') return cell;
  const text = unshield(cell);
  if (kind === 'names') return splitNames(text);
  if (kind === 'flag') return flags.get(text.toLowerCase());
  return kind === 'json' ? parseJson(text) : text;
}

/** Why a cell cannot be read, without quoting it. */
function faultOf(name: string): string {
  const isFlag = Reflect.get(itemFields, name) === 'flag';
  return isFlag ? `Must be one of ${[...flags.keys()].join(', ')}.` : 'Is no JSON.';
}

const simplify = (heading: string) => heading.toLowerCase().replaceAll(/[\s_-]/g, '');
const knownNames = new Map(
  [...Object.keys(itemFields), ...Object.keys(exportedFields)].map((name) => [simplify(name), name]),
);

/**
 * UTF-16 without its mark is UTF-8 to the letter, with a NUL beside each character.
 * @throws UsageError for what is not UTF-8
 */
function decodeHeadings(cells: readonly (string | undefined)[]): string[] {
  return cells.map((cell) => {
    if (cell === undefined || cell.includes('\0'))
      throw new UsageError('The header row is not UTF-8: save the file as UTF-8, and import it then.');
    return cell;
  });
}

/**
 * The field of each column; undefined for those to be left out.
 * @throws UsageError for a column that is neither, or that stands there twice
 */
function readHeadings(cells: readonly string[], ignored: readonly string[]): (string | undefined)[] {
  const left = new Set(ignored.map(simplify));
  const names = cells.map((cell) => (left.has(simplify(cell)) ? undefined : knownNames.get(simplify(cell))));
  const unknown = cells.filter((cell, index) => names[index] === undefined && !left.has(simplify(cell)));
  if (unknown.length > 0) {
    const list = unknown.map((cell) => `'${cell.slice(0, 100)}'`).join(', ');
    const isUnsplit = cells.length === 1 && /[;\t|]/.test(cells[0] ?? '');
    const remedy = isUnsplit
      ? '--delimiter says what stands between the columns.'
      : '--ignore NAME leaves a column out.';
    throw new UsageError(`No field belongs to the column ${list}: ${remedy}`);
  }
  const twice = names.find((name, index) => name !== undefined && names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`Two columns are the field ${twice}.`);
  return names;
}

function contentOf(cells: readonly (string | undefined)[], names: readonly (string | undefined)[]): Content {
  if (cells.includes(undefined)) return { fault: 'The record is not valid UTF-8.' };
  if (cells.length !== names.length)
    return { fault: `The record has ${cells.length} cells, but there are ${names.length} columns.` };
  const fields: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = cells[index];
    if (name === undefined || cell === undefined || cell === '') continue;
    const value = parseCell(name, cell);
    if (value === undefined) return { fault: `${name}: ${faultOf(name)}` };
    fields[name] = value;
  }
  return toContent(fields);
}

/** How a file of CSV is to be read. */
export interface CsvOptions {
  readonly delimiter: string;
  /** Headings of columns that are left out. */
  readonly ignored: readonly string[];
}

/**
 * The accounts of a table with a header row.
 * @throws UsageError when the header does not fit
 */
export async function* readCsv(
  source: Source,
  { delimiter, ignored }: CsvOptions,
): AsyncGenerator<SourceRecord> {
  let names: (string | undefined)[] | undefined;
  for await (const { line, bytes, content } of readRows(withoutByteOrderMark(source), delimiter)) {
    if ('fault' in content) {
      yield { line, bytes, content };
      continue;
    }
    const cells = content.cells.map((cell) => decodeUtf8(Buffer.from(cell, 'latin1')));
    if (names) yield { line, bytes, content: contentOf(cells, names) };
    else names = readHeadings(decodeHeadings(cells), ignored);
  }
}
