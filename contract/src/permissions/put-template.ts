import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Template, TemplatePath, templateFields } from './template.ts';

export const PutTemplateRequest = z
  .strictObject({
    description: templateFields.description.optional(),
    permissions: templateFields.permissions,
  })
  .meta({
    id: 'PutTemplateRequest',
    description: 'What the template grants.',
    examples: [{ description: 'Looks after reports.', permissions: ['stats:read', 'users:read'] }],
  });

export const putTemplate = defineOperation({
  operationId: 'putTemplate',
  method: 'PUT',
  path: '/permission-templates/:templateName',
  tag: 'Permissions',
  summary: 'Create or replace a permission template',
  description:
    'The list before and after must be held by the caller. A built-in template may be replaced; users to whom a template was applied before keep what they have.',
  access: holding('permissions:manage'),
  pathParams: TemplatePath,
  body: PutTemplateRequest,
  ifMatch: true,
  success: {
    status: 200,
    createdStatus: 201,
    description: 'The template as it is now.',
    body: Template,
    headers: ['ETag'],
  },
  problems: ['escalation-refused'],
});
