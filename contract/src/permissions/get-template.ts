import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Template, TemplatePath } from './template.ts';

export const getTemplate = defineOperation({
  operationId: 'getTemplate',
  method: 'GET',
  path: '/permission-templates/:templateName',
  tag: 'Permissions',
  summary: 'Get a permission template',
  description: 'One template with the permissions that it grants now.',
  access: holding('permissions:read'),
  pathParams: TemplatePath,
  success: { status: 200, description: 'The template.', body: Template, headers: ['ETag'] },
  problems: ['template-not-found'],
});
