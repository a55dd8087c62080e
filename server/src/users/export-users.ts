import type { User } from '@roster/contract';
import type * as z from 'zod';
import type { Database } from '../database/database.ts';
import type { Handler } from '../http/handler.ts';
import { readListPage } from './list/read-list-page.ts';
import type { ListPosition } from './list/read-user-page.ts';
import { readUserFilter, type UserFilter } from './list/user-filter.ts';
import { presentUser } from './present-user.ts';
import type { UserRow } from './user-row.ts';

/** All that is in memory of an export: a page that is read, one that waits, and one that is on its way to the caller. */
const pageSize = 500;
/** Of the first page, of which nobody knows how large its users are. */
const firstSize = 125;
const leastSize = 20;
/** How many characters of what users may hold much or little of a page should have. */
const pageLength = 500_000;

/** How many users the page behind this one should have, so that many large ones take no more memory than small ones. */
function sizeBehind(rows: readonly UserRow[]): number {
  const length = rows.reduce(
    (sum, { metadata, permissions, servers, groups }) =>
      sum + metadata.length + permissions.length + servers.length + groups.length,
    0,
  );
  let size = pageSize;
  // In few steps, because a page of another size is another statement to prepare.
  while (size * length > pageLength * rows.length && size / 2 >= leastSize) size = Math.floor(size / 2);
  return size;
}

/** Everybody in the order of the ids, which never change, so that nobody comes twice. */
async function* readPages(
  database: Database,
  filter: UserFilter | undefined,
): AsyncGenerator<z.input<typeof User>[], void, undefined> {
  if (filter === undefined) return;
  let after: ListPosition | undefined;
  let limit = firstSize;
  do {
    const page = await readListPage(database, filter, { sort: 'createdAt', after, limit });
    yield page.rows.map(presentUser);
    after = page.next;
    limit = sizeBehind(page.rows);
  } while (after !== undefined);
}

export const exportUsers: Handler<'exportUsers'> = async ({ query }, { database }) => {
  const { format, ...filters } = query;
  return { format, pages: readPages(database, await readUserFilter(database, filters)) };
};
