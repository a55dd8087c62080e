import type { User } from '@roster/contract';
import type * as z from 'zod';
import type { Database } from '../database/database.ts';
import type { Handler } from '../http/handler.ts';
import { readListPage } from './list/read-list-page.ts';
import type { ListPosition } from './list/read-user-page.ts';
import { readUserFilter, type UserFilter } from './list/user-filter.ts';
import { presentUser } from './present-user.ts';

/** All that is in memory of an export: a page that is read, one that waits, and one that is on its way to the caller. */
const pageSize = 500;

/** Everybody in the order of the ids, which never change, so that nobody comes twice. */
async function* readPages(
  database: Database,
  filter: UserFilter | undefined,
): AsyncGenerator<z.input<typeof User>[], void, undefined> {
  if (filter === undefined) return;
  let after: ListPosition | undefined;
  do {
    const page = await readListPage(database, filter, { sort: 'createdAt', after, limit: pageSize });
    yield page.rows.map(presentUser);
    after = page.next;
  } while (after !== undefined);
}

export const exportUsers: Handler<'exportUsers'> = async ({ query }, { database }) => {
  const { format, ...filters } = query;
  return { format, pages: readPages(database, await readUserFilter(database, filters)) };
};
