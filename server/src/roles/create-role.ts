import { basePath } from '@roster/contract';
import { changedFields } from '../audit/audit-event.ts';
import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { lockActor } from '../users/lock-parties.ts';
import { presentRole } from './present-role.ts';
import { insertRole, type RoleWithPermissions } from './role-queries.ts';
import { refuseUnauthorizedRoleChange } from './role-rules.ts';

export const createRole: Handler<'createRole'> = async (request, { clock, newId }) => {
  const { body, change } = request;
  const { name, description = '', rank } = body;
  const permissions = [...new Set(body.permissions)].sort();
  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    refuseUnknownPermissions('permissions', body.permissions, await readCatalogue(tx));
    const role: RoleWithPermissions = {
      id: newId(clock.now()),
      name,
      description,
      rank,
      built_in: 0,
      version: 1,
      permissions,
    };
    await refuseUnauthorizedRoleChange(tx, actor, { before: undefined, after: role });
    await insertRole(tx, role);
    return {
      answer: {
        body: await presentRole(tx, role),
        headers: { Location: `${basePath}/roles/${name}`, ETag: etagOf(role) },
      },
      audit: {
        action: 'role.created',
        target: { kind: 'role', id: role.id, name },
        changes: changedFields({}, { description, rank, permissions }),
      },
    };
  });
};
