import type { Handler } from '../http/handler.ts';
import { readCursor, writeCursor } from '../lists/cursor.ts';
import { presentUser } from './present-user.ts';
import { listUserRows } from './user-queries.ts';

export const listUsers: Handler<'listUsers'> = async ({ query }, { database, cursorKey }) => {
  const { limit, sort, cursor } = query;
  const scope = { key: cursorKey, list: `listUsers ${sort}` };
  const afterId = cursor === undefined ? undefined : readCursor(scope, cursor);
  // One more than asked for tells whether there is a next page.
  const rows = await listUserRows(database, { sort, afterId, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? writeCursor(scope, last.id) : null;
  return { body: { data: page.map(presentUser), page: { limit, nextCursor } } };
};
