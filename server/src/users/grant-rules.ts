import type { RoleRank } from '../authority/rights.ts';
import type { Transaction } from '../database/database.ts';
import { fieldRefusal } from '../http/refusal.ts';
import { findTemplate } from '../permissions/template-queries.ts';
import { readRoleByName } from '../roles/role-queries.ts';

/**
 * The role that is to be assigned.
 * @throws Refusal `validation-failed` when there is none of this name
 */
export async function readAssignedRole(tx: Transaction, name: string): Promise<RoleRank> {
  const role = await readRoleByName(tx, name);
  if (role === undefined)
    throw fieldRefusal('validation-failed', 'role', 'unknown_role', 'There is no such role.');
  return role;
}

/**
 * What the template that is to be applied grants at this moment.
 * @throws Refusal `validation-failed` when there is none of this name
 */
export async function readTemplatePermissions(tx: Transaction, name: string): Promise<string[]> {
  const template = await findTemplate(tx, name);
  if (template) return template.permissions;
  throw fieldRefusal('validation-failed', 'template', 'unknown_template', 'There is no such template.');
}
