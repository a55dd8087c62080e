import type { Database } from '../../database/database.ts';
import { listUserRows } from '../user-queries.ts';
import { type PageRequest, readUserPage, type UserPage } from './read-user-page.ts';
import type { UserFilter } from './user-filter.ts';

/** Everybody in the order of creation, which most lists are: the one statement of that is compiled. */
async function readPlainPage(
  database: Database,
  sort: 'createdAt' | '-createdAt',
  { after, limit }: Pick<PageRequest, 'after' | 'limit'>,
): Promise<UserPage> {
  const afterId = after === undefined ? undefined : String(after.key[0]);
  const rows = await listUserRows(database, { sort, afterId, limit: limit + 1 });
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? { section: 0, key: [last.id] } : undefined;
  return { rows: rows.slice(0, limit), next };
}

/** One page of users, in the way that costs least. */
export function readListPage(
  database: Database,
  filter: UserFilter,
  request: PageRequest,
): Promise<UserPage> {
  const { sort } = request;
  const isPlain = filter.parts.length === 0 && (sort === 'createdAt' || sort === '-createdAt');
  return isPlain ? readPlainPage(database, sort, request) : readUserPage(database, filter, request);
}
