import type { Handler } from '../http/handler.ts';
import { readCursor } from '../lists/cursor.ts';
import { pageOf } from '../lists/page.ts';
import { listPermissionRows } from './permission-queries.ts';
import { presentPermission } from './present-permission.ts';

export const listPermissions: Handler<'listPermissions'> = async ({ query }, { database, cursorKey }) => {
  const { limit, cursor } = query;
  const scope = { key: cursorKey, list: 'listPermissions' };
  const after = cursor === undefined ? '' : readCursor(scope, cursor);
  const rows = await listPermissionRows(database.reader, { after, limit: limit + 1 });
  return { body: pageOf(rows, { limit, scope, positionOf: (row) => row.name, present: presentPermission }) };
};
