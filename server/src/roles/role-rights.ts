import { includedRoles, type Rights, rightsOf } from '../authority/rights.ts';
import type { RoleWithPermissions } from './role-queries.ts';

/** What a role lists, as far as its rights depend on it. */
export type ListedRole = Pick<RoleWithPermissions, 'id' | 'rank' | 'permissions'>;

/** What the holders of a role may do: what it lists, and what the built-in roles it includes list. */
export function roleRights(role: ListedRole, builtInRoles: readonly ListedRole[]): Rights {
  const included = new Set<string>(includedRoles(role).map(({ name }) => name));
  const names = builtInRoles.filter(({ id }) => included.has(id)).flatMap(({ permissions }) => permissions);
  return rightsOf(role, [...role.permissions, ...names]);
}
