import { forgetPermissionOfExpiredKeys } from '../api-keys/api-key-queries.ts';
import { rightsOfNames } from '../authority/rights.ts';
import { refuseEscalation } from '../authority/rules.ts';
import { isStillReferenced } from '../database/database-errors.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { lockActor } from '../users/lock-parties.ts';
import { deletePermission, findPermissionRow } from './permission-queries.ts';

export const removePermission: Handler<'removePermission'> = async (request, { clock }) => {
  const { params, change } = request;
  return change(async (tx) => {
    const actor = await lockActor(tx, request);
    const name = params.permission;
    const found = await findPermissionRow(tx, name);
    if (found?.built_in === 1) {
      throw new Refusal('built-in-protected', 'The permissions of this service are not removed.');
    }
    // With the entry administrators lose a right: whoever may not touch that right could register it anew behind them.
    refuseEscalation(actor, [rightsOfNames(found ? [name] : [])], [name]);
    if (found) await forgetPermissionOfExpiredKeys(tx, name, clock.now());
    const isDeleted = await deletePermission(tx, name).catch((error: unknown) => {
      if (!isStillReferenced(error)) throw error;
      throw new Refusal(
        'permission-in-use',
        'A role, a direct grant, a template or a live API key names the permission.',
      );
    });
    if (!isDeleted)
      throw new Refusal('permission-not-found', 'The catalogue has no permission of this name.');
    return {
      answer: { body: undefined },
      audit: { action: 'permission.removed', target: { kind: 'permission', id: null, name }, changes: [] },
    };
  });
};
