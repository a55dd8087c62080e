import type { Role } from '@roster/contract';
import type * as z from 'zod';
import { includedRoles, listRights } from '../authority/rights.ts';
import type { Reader } from '../database/database.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { readCounts } from '../stats/count-queries.ts';
import { type RoleWithPermissions, readBuiltInRoles } from './role-queries.ts';
import { roleRights } from './role-rights.ts';

/** Roles as clients see them. */
export async function presentRoles(
  reader: Reader,
  roles: readonly RoleWithPermissions[],
): Promise<z.input<typeof Role>[]> {
  const catalogue = await readCatalogue(reader);
  const builtIn = await readBuiltInRoles(reader);
  const counts = (await readCounts(reader, ['role']))('role');
  return roles.map((role) => ({
    name: role.name,
    description: role.description,
    rank: role.rank,
    builtIn: role.built_in === 1,
    permissions: role.permissions,
    effectivePermissions: listRights(roleRights(role, builtIn), catalogue),
    includes: includedRoles(role).map(({ name }) => name),
    userCount: counts.get(role.id) ?? 0,
    version: role.version,
  }));
}

/** One role as clients see it. */
export async function presentRole(reader: Reader, role: RoleWithPermissions): Promise<z.input<typeof Role>> {
  const [presented] = await presentRoles(reader, [role]);
  if (presented === undefined) throw new Error(`The role ${role.name} was lost while it was presented.`);
  return presented;
}
