import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { PermissionPath } from './permission.ts';

export const removePermission = defineOperation({
  operationId: 'removePermission',
  method: 'DELETE',
  path: '/permissions/:permission',
  tag: 'Permissions',
  summary: 'Remove a permission',
  description:
    'Takes a permission out of the catalogue that no role, direct grant, template or live API key names, and that the caller holds.',
  access: holding('permissions:manage'),
  pathParams: PermissionPath,
  success: { status: 204, description: 'The permission is gone.' },
  problems: ['permission-not-found', 'built-in-protected', 'escalation-refused', 'permission-in-use'],
});
