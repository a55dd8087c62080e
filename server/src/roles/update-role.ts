import { changedFields } from '../audit/audit-event.ts';
import { etagOf, refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { lockActor } from '../users/lock-parties.ts';
import { presentRole } from './present-role.ts';
import { requireRole } from './require-role.ts';
import { type RoleWithPermissions, updateRoleRow } from './role-queries.ts';
import { refuseBuiltInChange, refuseUnauthorizedRoleChange } from './role-rules.ts';

/** What a change of a role can touch. */
function fieldsOf({ name, description, rank, permissions }: RoleWithPermissions) {
  return { name, description, rank, permissions };
}

export const updateRole: Handler<'updateRole'> = async (request) => {
  const { params, body, ifMatch, change } = request;
  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    refuseUnknownPermissions('permissions', body.permissions ?? [], await readCatalogue(tx));
    const before = await requireRole(tx, params.roleName);
    const after: RoleWithPermissions = {
      ...before,
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      rank: body.rank ?? before.rank,
      permissions: [...new Set(body.permissions ?? before.permissions)].sort(),
    };
    refuseBuiltInChange({ before, after });
    await refuseUnauthorizedRoleChange(tx, actor, { before, after });
    refuseMismatch(ifMatch, before);

    const changes = changedFields(fieldsOf(before), fieldsOf(after));
    const isChange = changes.length > 0;
    if (isChange) await updateRoleRow(tx, before, after);
    const now = await requireRole(tx, after.name);
    return {
      answer: { body: await presentRole(tx, now), headers: { ETag: etagOf(now) } },
      audit: isChange
        ? { action: 'role.updated', target: { kind: 'role', id: now.id, name: now.name }, changes }
        : 'nothing-changed',
    };
  });
};
