import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { presentRole } from './present-role.ts';
import { requireRole } from './require-role.ts';

export const getRole: Handler<'getRole'> = async ({ params }, { database: { reader } }) => {
  const role = await requireRole(reader, params.roleName);
  return { body: await presentRole(reader, role), headers: { ETag: etagOf(role) } };
};
