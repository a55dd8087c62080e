import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { findPermissionRow } from './permission-queries.ts';
import { presentPermission } from './present-permission.ts';

export const getPermission: Handler<'getPermission'> = async ({ params }, { database }) => {
  const row = await findPermissionRow(database.reader, params.permission);
  if (row === undefined)
    throw new Refusal('permission-not-found', 'The catalogue has no permission of this name.');
  return { body: presentPermission(row) };
};
