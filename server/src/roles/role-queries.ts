import type { RoleRank } from '../authority/rights.ts';
import type { Reader, Transaction } from '../database/database.ts';
import {
  isDuplicateOf,
  isReferenceMissing,
  isStillReferenced,
  StaleRowError,
} from '../database/database-errors.ts';
import { fieldRefusal, Refusal } from '../http/refusal.ts';

/** The columns of the table `roles`. */
export interface RoleRow {
  id: string;
  name: string;
  description: string;
  rank: number;
  built_in: 0 | 1;
  version: number;
}

/** A role with what it lists itself, sorted. */
export interface RoleWithPermissions extends RoleRow {
  permissions: string[];
}

async function withPermissions(reader: Reader, rows: readonly RoleRow[]): Promise<RoleWithPermissions[]> {
  const ids = rows.map((row) => row.id);
  const listed: { role_id: string; permission: string }[] = await reader('role_permissions')
    .whereIn('role_id', ids)
    .orderBy('permission')
    .select('role_id', 'permission');
  return rows.map((row) => ({
    ...row,
    permissions: listed.filter(({ role_id: id }) => id === row.id).map(({ permission }) => permission),
  }));
}

/** Roles by name behind the given one. */
export async function listRoleRows(
  reader: Reader,
  page: { after: string; limit: number },
): Promise<RoleWithPermissions[]> {
  const rows: RoleRow[] = await reader('roles')
    .where('name', '>', page.after)
    .orderBy('name')
    .limit(page.limit)
    .select('*');
  return withPermissions(reader, rows);
}

/** The roles whose lists other roles include. */
export async function readBuiltInRoles(reader: Reader): Promise<RoleWithPermissions[]> {
  return withPermissions(reader, await reader('roles').where({ built_in: true }).select('*'));
}

/** The roles that include a built-in role of this rank. */
export async function readRolesAbove(reader: Reader, rank: number): Promise<RoleWithPermissions[]> {
  return withPermissions(reader, await reader('roles').where('rank', '>', rank).select('*'));
}

export async function findRole(reader: Reader, name: string): Promise<RoleWithPermissions | undefined> {
  const row: RoleRow | undefined = await reader('roles').where({ name }).first();
  const [role] = row ? await withPermissions(reader, [row]) : [];
  return role;
}

/** A role by its name, as this transaction sees it. */
export async function readRoleByName(tx: Transaction, name: string): Promise<RoleRank | undefined> {
  const row: RoleRank | undefined = await tx('roles').where({ name }).first('id', 'rank');
  return row;
}

/** What a role is called, and where it stands. */
export type NamedRole = Pick<RoleRow, 'id' | 'name' | 'rank'>;

/** Every role, the highest first. */
export async function listRoleNames(reader: Reader): Promise<NamedRole[]> {
  return reader('roles')
    .orderBy([{ column: 'rank', order: 'desc' }, 'name'])
    .select('id', 'name', 'rank');
}

function translateDuplicate(error: unknown): unknown {
  return isDuplicateOf(error, 'name')
    ? fieldRefusal('role-name-taken', 'name', 'taken', 'Another role has this name.')
    : error;
}

async function replaceList(tx: Transaction, id: string, permissions: readonly string[]): Promise<void> {
  await tx('role_permissions').where({ role_id: id }).delete();
  const rows = permissions.map((permission) => ({ role_id: id, permission }));
  if (rows.length === 0) return;
  await tx('role_permissions')
    .insert(rows)
    .catch((error: unknown) => {
      throw isReferenceMissing(error) ? new StaleRowError('A permission was just removed.') : error;
    });
}

/** @throws Refusal `role-name-taken` */
export async function insertRole(tx: Transaction, role: RoleWithPermissions): Promise<void> {
  const { permissions, ...row } = role;
  await tx('roles')
    .insert(row)
    .catch((error: unknown) => {
      throw translateDuplicate(error);
    });
  await replaceList(tx, role.id, permissions);
}

/**
 * Changes a role and counts the version up.
 * @throws StaleRowError when it was changed in between; the transaction is then run again.
 * @throws Refusal `role-name-taken`
 */
export async function updateRoleRow(
  tx: Transaction,
  read: RoleRow,
  after: RoleWithPermissions,
): Promise<void> {
  const { name, description, rank, permissions } = after;
  const updated = await tx('roles')
    .where({ id: read.id, version: read.version })
    .update({ name, description, rank, version: read.version + 1 })
    .catch((error: unknown) => {
      throw translateDuplicate(error);
    });
  if (updated !== 1) throw new StaleRowError(`Role ${read.name} is no longer at version ${read.version}.`);
  await replaceList(tx, read.id, permissions);
}

/** @throws Refusal `role-in-use` */
export async function deleteRoleRow(tx: Transaction, read: RoleRow): Promise<void> {
  await replaceList(tx, read.id, []);
  const deleted = await tx('roles')
    .where({ id: read.id, version: read.version })
    .delete()
    .catch((error: unknown) => {
      if (!isStillReferenced(error)) throw error;
      throw new Refusal('role-in-use', 'A user has the role.');
    });
  if (deleted !== 1) throw new StaleRowError(`Role ${read.name} is no longer at version ${read.version}.`);
}
