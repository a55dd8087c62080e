import { adminRoleName, superRoleName } from '@roster/contract';
import { includedRoles, type RoleRank } from '../authority/rights.ts';
import { bound, compileQuery } from '../database/compile-query.ts';
import type { Database, Transaction } from '../database/database.ts';

const rolePermissions = compileQuery((knex) =>
  knex('role_permissions').distinct('permission').whereIn('role_id', [bound, bound, bound]),
);

/** The ids under which what a role lists, and what the roles it includes list, is stored. */
function listingRoleIds(role: RoleRank): [string, string, string] {
  const [second, third] = includedRoles(role)
    .map((included) => included.name)
    .filter((name) => name === 'editor' || name === 'viewer');
  return [role.id, second ?? role.id, third ?? role.id];
}

/** What these two hold is computed from the catalogue; they list nothing. */
function listsNothing(role: RoleRank): boolean {
  return role.id === superRoleName || role.id === adminRoleName;
}

/** What a role and the roles it includes list; for administrators that is not all they may do. */
export async function findRolePermissions(database: Database, role: RoleRank): Promise<string[]> {
  if (listsNothing(role)) return [];
  const rows = await database.run<{ permission: string }>(rolePermissions, listingRoleIds(role));
  return rows.map((row) => row.permission);
}

/** The same as `findRolePermissions`, as this transaction sees it. */
export async function readRolePermissions(tx: Transaction, role: RoleRank): Promise<string[]> {
  if (listsNothing(role)) return [];
  const rows: { permission: string }[] = await tx('role_permissions')
    .distinct('permission')
    .whereIn('role_id', listingRoleIds(role));
  return rows.map((row) => row.permission);
}
