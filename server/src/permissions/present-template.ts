import { builtInTemplates, type Template } from '@roster/contract';
import type * as z from 'zod';
import type { TemplateWithPermissions } from './template-queries.ts';

const builtInDescriptions: Readonly<Record<string, string>> = builtInTemplates;

/** A template as clients see it. */
export function presentTemplate(row: TemplateWithPermissions): z.input<typeof Template> {
  const builtIn = row.built_in === 1;
  return {
    name: row.name,
    description: row.is_default === 1 ? (builtInDescriptions[row.name] ?? row.description) : row.description,
    permissions: row.permissions,
    builtIn,
    version: row.version,
  };
}
