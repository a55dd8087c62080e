import type { Party } from '../authority/rules.ts';
import type { Reader, Transaction } from '../database/database.ts';
import { isDuplicate, StaleRowError } from '../database/database-errors.ts';

/** The columns of the table `permissions`. Texts of built-in permissions are those of the contract. */
export interface PermissionRow {
  name: string;
  description: string;
  category: string;
  built_in: 0 | 1;
}

/** Rows by name behind the given one. */
export async function listPermissionRows(
  reader: Reader,
  page: { after: string; limit: number },
): Promise<PermissionRow[]> {
  return reader('permissions').where('name', '>', page.after).orderBy('name').limit(page.limit).select('*');
}

export async function findPermissionRow(reader: Reader, name: string): Promise<PermissionRow | undefined> {
  return reader('permissions').where({ name }).first();
}

/** The names of all permissions that exist, as this reader sees them. */
export async function readCatalogue(reader: Reader): Promise<string[]> {
  const rows: { name: string }[] = await reader('permissions').select('name');
  return rows.map((row) => row.name);
}

/** What the rules of dominance have to compare for this actor: nothing is beyond whoever holds everything. */
export async function readCatalogueFor(tx: Transaction, actor: Party): Promise<string[]> {
  return actor.rights.base === 'everything' ? [] : readCatalogue(tx);
}

/** @throws StaleRowError when somebody else registered it in between; the transaction is then run again. */
export async function insertPermission(tx: Transaction, row: PermissionRow): Promise<void> {
  await tx('permissions')
    .insert(row)
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new StaleRowError(`Permission ${row.name} was just registered.`) : error;
    });
}

export async function updatePermission(
  tx: Transaction,
  { name, description, category }: PermissionRow,
): Promise<void> {
  await tx('permissions').where({ name }).update({ description, category });
}

/** @returns false if there was none */
export async function deletePermission(tx: Transaction, name: string): Promise<boolean> {
  return (await tx('permissions').where({ name }).delete()) === 1;
}
