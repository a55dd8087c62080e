import type { User } from '@roster/contract';
import type * as z from 'zod';
import type { Database } from '../database/database.ts';
import type { Handler } from '../http/handler.ts';
import { readListPage } from './list/read-list-page.ts';
import type { ListPosition } from './list/read-user-page.ts';
import { readUserFilter, type UserFilter } from './list/user-filter.ts';
import { presentUser } from './present-user.ts';
import type { UserRow } from './user-row.ts';

/** Users of a page at the most. Three pages are in memory: one being read, one that waits, one on its way. */
const pageSize = 500;
/** While nobody knows how large the users are: on the first page, and behind one with fewer users than this. */
const cautiousSize = 125;
const leastSize = 20;
/** How many characters of metadata and names a page should have. */
const pageLength = 500_000;

/**
 * How many users the next page should have, if they are as large as those of this one. The first page of larger ones is
 * larger than it should be.
 */
function nextPageSize(rows: readonly UserRow[]): number {
  const length = rows.reduce(
    (sum, { metadata, permissions, servers, groups }) =>
      sum + metadata.length + permissions.length + servers.length + groups.length,
    0,
  );
  let size = rows.length < cautiousSize ? cautiousSize : pageSize;
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
  let limit = cautiousSize;
  do {
    const page = await readListPage(database, filter, { sort: 'createdAt', after, limit });
    yield page.rows.map(presentUser);
    after = page.next;
    limit = nextPageSize(page.rows);
  } while (after !== undefined);
}

export const exportUsers: Handler<'exportUsers'> = async ({ query }, { database }) => {
  const { format, ...filters } = query;
  return { format, pages: readPages(database, await readUserFilter(database, filters)) };
};
