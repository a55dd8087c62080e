import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Permission, PermissionPath, permissionFields } from './permission.ts';

export const PutPermissionRequest = z.strictObject(permissionFields).meta({
  id: 'PutPermissionRequest',
  description: 'What the permission is for.',
  examples: [{ description: 'See the assets.', category: 'assets' }],
});

export const putPermission = defineOperation({
  operationId: 'putPermission',
  method: 'PUT',
  path: '/permissions/:permission',
  tag: 'Permissions',
  summary: 'Register a permission',
  description:
    'Puts a permission of an application into the catalogue, or changes its description; applications may repeat it at each start. `super_admin` and `admin` hold it from then on. Names whose first segment is that of a built-in permission are reserved.',
  access: holding('permissions:manage'),
  pathParams: PermissionPath,
  body: PutPermissionRequest,
  success: { status: 200, createdStatus: 201, description: 'The permission as it is now.', body: Permission },
  problems: ['built-in-protected'],
});
