import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Permission, PermissionPath } from './permission.ts';

export const getPermission = defineOperation({
  operationId: 'getPermission',
  method: 'GET',
  path: '/permissions/:permission',
  tag: 'Permissions',
  summary: 'Get a permission',
  description: 'One entry of the catalogue.',
  access: holding('permissions:read'),
  pathParams: PermissionPath,
  success: { status: 200, description: 'The permission.', body: Permission },
  problems: ['permission-not-found'],
});
