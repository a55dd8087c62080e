import type { Handler, HandlerRequest } from '../http/handler.ts';
import { readCursor, writeCursor } from '../lists/cursor.ts';
import { countUsers } from './list/count-users.ts';
import { readListPage } from './list/read-list-page.ts';
import type { ListPosition, UserPage } from './list/read-user-page.ts';
import { type FilterQuery, readUserFilter } from './list/user-filter.ts';
import { presentUser } from './present-user.ts';

type Query = HandlerRequest<'listUsers'>['query'];

const nobody: UserPage = { rows: [], next: undefined };

/** Raised when positions get another form: cursors of before then belong to no list, instead of being misread. */
const positionForm = 1;

function scopeOf(key: Buffer, sort: Query['sort'], filters: FilterQuery) {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return {
    key,
    list: `listUsers ${positionForm} ${sort} ${JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)))}`,
  };
}

/** Cursors are authenticated, and bound to the form: nobody else wrote this position. */
function readPosition(text: string): ListPosition {
  return JSON.parse(text) as ListPosition;
}

export const listUsers: Handler<'listUsers'> = async ({ query }, { database, cursorKey }) => {
  const { limit, sort, cursor, count, ...filters } = query;
  const scope = scopeOf(cursorKey, sort, filters);
  const after = cursor === undefined ? undefined : readPosition(readCursor(scope, cursor));
  const filter = await readUserFilter(database, filters);
  const page = filter ? await readListPage(database, filter, { sort, after, limit }) : nobody;
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
