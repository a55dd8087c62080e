import type { Binding, Transaction } from './database.ts';

/** How many rows one statement inserts at most; it happens as a whole or not at all. */
export const maxRows = 500;
/** SQLite takes at most 32,766 in a statement. */
const maxValues = 30_000;

/**
 * Inserts rows that all have the same columns, many with each statement. The text is written here, because the query
 * builder takes longer over it than the database does.
 */
export async function insertRows<Row extends Readonly<Record<keyof Row, Binding>>>(
  tx: Transaction,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof Row & string)[];
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const names = columns.map((column) => `\`${column}\``).join(', ');
  const size = Math.min(maxRows, Math.floor(maxValues / columns.length));
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size);
    const values = part.flatMap((row) => columns.map((column) => row[column]));
    const tuples = part.map(() => tuple).join(', ');
    await tx.raw(`insert into \`${table}\` (${names}) values ${tuples}`, values);
  }
}
