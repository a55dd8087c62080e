import type { Transaction } from './database.ts';

const idsPerStatement = 200;

/**
 * Deletes rows by their ids, and looks at no others: MySQL and MariaDB would read a small table as a whole instead, even
 * if told the index, and wait for every row in it that somebody else is writing. Joined to a list they look up each id.
 */
export async function deleteByIds(tx: Transaction, table: string, ids: readonly string[]): Promise<void> {
  const isMySql = tx.client.dialect === 'mysql';
  for (let start = 0; start < ids.length; start += idsPerStatement) {
    const part = ids.slice(start, start + idsPerStatement);
    if (!isMySql) await tx(table).whereIn('id', part).delete();
    else {
      // In the character set of the column, without which the index would be of no use.
      const list = part.map(() => 'select cast(? as char character set ascii) collate ascii_bin as id');
      await tx.raw(
        `delete listed from (${list.join(' union all ')}) as list straight_join ?? as listed force index (primary) on listed.id = list.id`,
        [...part, table],
      );
    }
  }
}
