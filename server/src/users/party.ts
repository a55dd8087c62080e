import { type Rights, type RoleRank, rightsOf } from '../authority/rights.ts';
import type { Party } from '../authority/rules.ts';
import { parseNames, type UserRow } from './user-row.ts';

/** The role of a user as the rules see it. */
export function roleOf(row: UserRow): RoleRank {
  return { id: row.role_id, rank: row.role_rank };
}

/** E(u) of a user, given what the role and the roles it includes list. */
export function userRights(row: UserRow, rolePermissions: readonly string[]): Rights {
  return rightsOf(roleOf(row), [...rolePermissions, ...parseNames(row.permissions)]);
}

/** A user as the rules see them. */
export function partyOf(row: UserRow, rolePermissions: readonly string[]): Party {
  return { id: row.id, role: roleOf(row), rights: userRights(row, rolePermissions) };
}
