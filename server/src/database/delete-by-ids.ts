import type { Transaction } from './database.ts';

const idsPerStatement = 200;

/** By what the rows are found, where that is not their own id. */
export interface ListedRows {
  readonly column: string;
  /** The index that begins with the column. */
  readonly index: string;
}

/**
 * Deletes rows by their ids, or by those of what they belong to, and looks at no others: MySQL and MariaDB would read a
 * small table as a whole instead, MariaDB even a large one where a query gives the ids, and wait for every row in it that
 * somebody else is writing. Joined to a list they look up each id.
 * @returns the number of rows that were there
 */
export async function deleteByIds(
  tx: Transaction,
  table: string,
  ids: readonly string[],
  { column, index }: ListedRows = { column: 'id', index: 'primary' },
): Promise<number> {
  const isMySql = tx.client.dialect === 'mysql';
  let deleted = 0;
  for (let start = 0; start < ids.length; start += idsPerStatement) {
    const part = ids.slice(start, start + idsPerStatement);
    if (!isMySql) {
      deleted += await tx(table).whereIn(column, part).delete();
      continue;
    }
    // In the character set of the column, without which the index would be of no use.
    const list = part.map(() => 'select cast(? as char character set ascii) collate ascii_bin as id');
    const [result]: { affectedRows: number }[] = await tx.raw(
      `delete listed from (${list.join(' union all ')}) as list straight_join ?? as listed force index (??) on listed.?? = list.id`,
      [...part, table, index, column],
    );
    deleted += result?.affectedRows ?? 0;
  }
  return deleted;
}
