import { builtInPermissionNames } from '@roster/contract';
import type { RoleRank } from '../authority/rights.ts';
import type { Transaction } from '../database/database.ts';
import { fieldRefusal, Refusal } from '../http/refusal.ts';
import { readRoleByName } from './user-queries.ts';

/**
 * The role with this name.
 * @throws Refusal `validation-failed` when there is none
 */
export async function requireRole(tx: Transaction, name: string): Promise<RoleRank> {
  const role = await readRoleByName(tx, name);
  if (role === undefined)
    throw fieldRefusal('validation-failed', 'role', 'unknown_role', 'There is no such role.');
  return role;
}

/** @throws Refusal `validation-failed` naming every permission that is not in the catalogue */
export function refuseUnknownPermissions(
  permissions: readonly string[],
  catalogue: readonly string[] = builtInPermissionNames,
): void {
  const known = new Set(catalogue);
  const errors = permissions.flatMap((permission, index) =>
    known.has(permission)
      ? []
      : [
          {
            loc: ['body', 'permissions', index],
            msg: 'There is no such permission in the catalogue.',
            type: 'unknown_permission',
            input: permission,
          },
        ],
  );
  if (errors.length > 0) throw new Refusal('validation-failed', 'A permission is unknown.', { errors });
}
