import type { Handler } from '../http/handler.ts';
import { readCursor } from '../lists/cursor.ts';
import { pageOf } from '../lists/page.ts';
import { presentUser } from './present-user.ts';
import { listUserRows } from './user-queries.ts';

export const listUsers: Handler<'listUsers'> = async ({ query }, { database, cursorKey }) => {
  const { limit, sort, cursor } = query;
  const scope = { key: cursorKey, list: `listUsers ${sort}` };
  const afterId = cursor === undefined ? undefined : readCursor(scope, cursor);
  const rows = await listUserRows(database, { sort, afterId, limit: limit + 1 });
  return { body: pageOf(rows, { limit, scope, positionOf: (row) => row.id, present: presentUser }) };
};
