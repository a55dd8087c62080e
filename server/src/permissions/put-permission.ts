import { categoryOf, reservedSegments } from '@roster/contract';
import { changedFields } from '../audit/audit-event.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockActor } from '../users/lock-parties.ts';
import {
  findPermissionRow,
  insertPermission,
  type PermissionRow,
  updatePermission,
} from './permission-queries.ts';
import { presentPermission } from './present-permission.ts';

function refuseReserved(name: string): void {
  if (!reservedSegments.has(categoryOf(name))) return;
  throw new Refusal('validation-failed', 'The name is reserved.', {
    errors: [
      {
        loc: ['path', 'permission'],
        msg: `Must not begin with ${categoryOf(name)}, which belongs to the permissions of this service.`,
        type: 'reserved_name',
        input: name,
      },
    ],
  });
}

export const putPermission: Handler<'putPermission'> = async (request) => {
  const { params, body, change } = request;
  return change(async (tx) => {
    await lockActor(tx, request);
    const name = params.permission;
    const found = await findPermissionRow(tx, name);
    if (found?.built_in === 1) {
      throw new Refusal('built-in-protected', 'The permissions of this service are not changed.');
    }
    refuseReserved(name);

    const row: PermissionRow = { name, ...body, built_in: 0 };
    const changes = changedFields(found ? presentPermission(found) : {}, body);
    if (found === undefined) await insertPermission(tx, row);
    else if (changes.length > 0) await updatePermission(tx, row);
    return {
      answer: { body: presentPermission(row), isCreated: found === undefined },
      audit:
        found !== undefined && changes.length === 0
          ? 'nothing-changed'
          : {
              action: found === undefined ? 'permission.created' : 'permission.updated',
              target: { kind: 'permission', id: null, name },
              changes,
            },
    };
  });
};
