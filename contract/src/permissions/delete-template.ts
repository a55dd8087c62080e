import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { TemplatePath } from './template.ts';

export const deleteTemplate = defineOperation({
  operationId: 'deleteTemplate',
  method: 'DELETE',
  path: '/permission-templates/:templateName',
  tag: 'Permissions',
  summary: 'Delete a permission template',
  description: 'Removes a custom template; a built-in one gets its default list back.',
  access: holding('permissions:manage'),
  pathParams: TemplatePath,
  ifMatch: true,
  success: { status: 204, description: 'The template is gone, or back at its default.' },
  problems: ['template-not-found', 'escalation-refused'],
});
