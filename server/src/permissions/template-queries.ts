import type { Reader, Transaction } from '../database/database.ts';
import { isDuplicate, isReferenceMissing, StaleRowError } from '../database/database-errors.ts';
import { defaultTemplate } from './default-templates.ts';
import { readCatalogue } from './permission-queries.ts';

/** The columns of the table `templates`. */
export interface TemplateRow {
  /** Tells a template from another one that had the name before; that of a built-in one is its name. */
  id: string;
  name: string;
  description: string;
  built_in: 0 | 1;
  /** True while a built-in template has its default list. */
  is_default: 0 | 1;
  version: number;
}

/** A template with the permissions that it grants now. */
export interface TemplateWithPermissions extends TemplateRow {
  permissions: string[];
}

async function withPermissions(
  reader: Reader,
  rows: readonly TemplateRow[],
): Promise<TemplateWithPermissions[]> {
  const catalogue = rows.some((row) => row.is_default === 1) ? await readCatalogue(reader) : [];
  const names = rows.map((row) => row.name);
  const listed: { template: string; permission: string }[] = await reader('template_permissions')
    .whereIn('template', names)
    .orderBy('permission')
    .select('template', 'permission');
  return rows.map((row) => ({
    ...row,
    permissions:
      row.is_default === 1
        ? defaultTemplate(row.name, catalogue)
        : listed.filter(({ template }) => template === row.name).map(({ permission }) => permission),
  }));
}

/** Templates by name behind the given one. */
export async function listTemplateRows(
  reader: Reader,
  page: { after: string; limit: number },
): Promise<TemplateWithPermissions[]> {
  const rows: TemplateRow[] = await reader('templates')
    .where('name', '>', page.after)
    .orderBy('name')
    .limit(page.limit)
    .select('*');
  return withPermissions(reader, rows);
}

export async function findTemplate(
  reader: Reader,
  name: string,
): Promise<TemplateWithPermissions | undefined> {
  const row: TemplateRow | undefined = await reader('templates').where({ name }).first();
  const [template] = row ? await withPermissions(reader, [row]) : [];
  return template;
}

async function replaceList(tx: Transaction, template: string, permissions: readonly string[]): Promise<void> {
  await tx('template_permissions').where({ template }).delete();
  const rows = permissions.map((permission) => ({ template, permission }));
  if (rows.length === 0) return;
  await tx('template_permissions')
    .insert(rows)
    .catch((error: unknown) => {
      throw isReferenceMissing(error) ? new StaleRowError('A permission was just removed.') : error;
    });
}

/** @throws StaleRowError when somebody else created it in between; the transaction is then run again. */
export async function insertTemplate(
  tx: Transaction,
  template: { id: string; name: string; description: string; permissions: readonly string[] },
): Promise<void> {
  const { id, name, description, permissions } = template;
  await tx('templates')
    .insert({ id, name, description, built_in: false, is_default: false, version: 1 })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new StaleRowError(`Template ${name} was just created.`) : error;
    });
  await replaceList(tx, name, permissions);
}

/**
 * Changes a template and counts the version up.
 * @throws StaleRowError when it was changed in between; the transaction is then run again.
 */
export async function updateTemplate(
  tx: Transaction,
  read: TemplateRow,
  changes: { description: string; permissions: readonly string[]; isDefault: boolean },
): Promise<void> {
  const updated = await tx('templates')
    .where({ name: read.name, version: read.version })
    .update({ description: changes.description, is_default: changes.isDefault, version: read.version + 1 });
  if (updated !== 1)
    throw new StaleRowError(`Template ${read.name} is no longer at version ${read.version}.`);
  await replaceList(tx, read.name, changes.permissions);
}

export async function deleteTemplateRow(tx: Transaction, read: TemplateRow): Promise<void> {
  await replaceList(tx, read.name, []);
  const deleted = await tx('templates').where({ name: read.name, version: read.version }).delete();
  if (deleted !== 1)
    throw new StaleRowError(`Template ${read.name} is no longer at version ${read.version}.`);
}
