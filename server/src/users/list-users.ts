import type { Database } from '../database/database.ts';
import type { Handler, HandlerRequest } from '../http/handler.ts';
import { readCursor, writeCursor } from '../lists/cursor.ts';
import { countUsers } from './list/count-users.ts';
import { type ListPosition, type PageRequest, readUserPage, type UserPage } from './list/read-user-page.ts';
import { type FilterQuery, readUserFilter, type UserFilter } from './list/user-filter.ts';
import { presentUser } from './present-user.ts';
import { listUserRows } from './user-queries.ts';

type Query = HandlerRequest<'listUsers'>['query'];

const nobody: UserPage = { rows: [], next: undefined };

function scopeOf(key: Buffer, sort: Query['sort'], filters: FilterQuery) {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return { key, list: `listUsers ${sort} ${JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)))}` };
}

/** Everybody in the order of creation, which most lists are: the one statement of that is compiled. */
async function readPlainPage(
  database: Database,
  sort: 'createdAt' | '-createdAt',
  { after, limit }: Pick<PageRequest, 'after' | 'limit'>,
): Promise<UserPage> {
  const afterId = after === undefined ? undefined : String(after.after[0]);
  const rows = await listUserRows(database, { sort, afterId, limit: limit + 1 });
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? { section: 0, after: [last.id] } : undefined;
  return { rows: rows.slice(0, limit), next };
}

function readPage(database: Database, filter: UserFilter, request: PageRequest): Promise<UserPage> {
  const { sort } = request;
  const isPlain = filter.parts.length === 0 && (sort === 'createdAt' || sort === '-createdAt');
  return isPlain ? readPlainPage(database, sort, request) : readUserPage(database, filter, request);
}

/** A position is written by this operation alone, because cursors are authenticated. */
function readPosition(text: string): ListPosition {
  return JSON.parse(text) as ListPosition;
}

export const listUsers: Handler<'listUsers'> = async ({ query }, { database, cursorKey }) => {
  const { limit, sort, cursor, count, ...filters } = query;
  const scope = scopeOf(cursorKey, sort, filters);
  const after = cursor === undefined ? undefined : readPosition(readCursor(scope, cursor));
  const filter = await readUserFilter(database, filters);
  const page = filter ? await readPage(database, filter, { sort, after, limit }) : nobody;
  const none = { total: 0, totalIsCapped: false };
  const total = count === 'none' ? {} : filter ? await countUsers(database, filter, count) : none;
  return {
    body: {
      data: page.rows.map(presentUser),
      page: {
        limit,
        nextCursor: page.next === undefined ? null : writeCursor(scope, JSON.stringify(page.next)),
        ...total,
      },
    },
  };
};
