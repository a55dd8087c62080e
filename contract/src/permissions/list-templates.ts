import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, Page, PageLimit } from '../pagination.ts';
import { Template } from './template.ts';

export const TemplateList = z
  .strictObject({ data: z.array(Template).meta({ description: 'The templates of this page.' }), page: Page })
  .meta({ id: 'TemplateList', description: 'A page of templates.' });

export const listTemplates = defineOperation({
  operationId: 'listTemplates',
  method: 'GET',
  path: '/permission-templates',
  tag: 'Permissions',
  summary: 'List permission templates',
  description: 'All templates by name, page by page.',
  access: holding('permissions:read'),
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of templates.', body: TemplateList },
  problems: ['cursor-invalid'],
});
