import type { Reader } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { findRole, type RoleWithPermissions } from './role-queries.ts';

/**
 * The role that a path names.
 * @throws Refusal `role-not-found`
 */
export async function requireRole(reader: Reader, name: string): Promise<RoleWithPermissions> {
  const role = await findRole(reader, name);
  if (role === undefined) throw new Refusal('role-not-found', 'No role has this name.');
  return role;
}
