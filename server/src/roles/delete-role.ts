import { refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { lockActor } from '../users/lock-parties.ts';
import { requireRole } from './require-role.ts';
import { deleteRoleRow } from './role-queries.ts';
import { refuseBuiltInChange, refuseUnauthorizedRoleChange } from './role-rules.ts';

export const deleteRole: Handler<'deleteRole'> = async (request) => {
  const { params, ifMatch, change } = request;
  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    const before = await requireRole(tx, params.roleName);
    refuseBuiltInChange({ before, after: undefined });
    await refuseUnauthorizedRoleChange(tx, actor, { before, after: undefined });
    refuseMismatch(ifMatch, before);

    await deleteRoleRow(tx, before);
    return {
      answer: { body: undefined },
      audit: {
        action: 'role.deleted',
        target: { kind: 'role', id: before.id, name: before.name },
        changes: [{ field: 'permissions', before: before.permissions }],
      },
    };
  });
};
