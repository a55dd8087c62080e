import { builtInPermissions, categoryOf, type Permission } from '@roster/contract';
import type * as z from 'zod';
import type { PermissionRow } from './permission-queries.ts';

const builtInDescriptions: Readonly<Record<string, string>> = builtInPermissions;

/** A row as clients see it. */
export function presentPermission(row: PermissionRow): z.input<typeof Permission> {
  const builtIn = row.built_in === 1;
  return {
    name: row.name,
    description: builtIn ? (builtInDescriptions[row.name] ?? row.description) : row.description,
    category: builtIn ? categoryOf(row.name) : row.category,
    builtIn,
  };
}
