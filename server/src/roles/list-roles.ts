import type { Handler } from '../http/handler.ts';
import { readCursor } from '../lists/cursor.ts';
import { pageOf } from '../lists/page.ts';
import { presentRoles } from './present-role.ts';
import { listRoleRows } from './role-queries.ts';

export const listRoles: Handler<'listRoles'> = async ({ query }, { database: { reader }, cursorKey }) => {
  const { limit, cursor } = query;
  const scope = { key: cursorKey, list: 'listRoles' };
  const after = cursor === undefined ? '' : readCursor(scope, cursor);
  const rows = await listRoleRows(reader, { after, limit: limit + 1 });
  const roles = await presentRoles(reader, rows);
  return { body: pageOf(roles, { limit, scope, positionOf: (role) => role.name, present: (role) => role }) };
};
