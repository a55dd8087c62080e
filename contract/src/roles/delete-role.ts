import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { RolePath } from './role.ts';

export const deleteRole = defineOperation({
  operationId: 'deleteRole',
  method: 'DELETE',
  path: '/roles/:roleName',
  tag: 'Roles',
  summary: 'Delete a role',
  description: 'Removes a custom role that nobody has.',
  access: holding('roles:manage'),
  pathParams: RolePath,
  ifMatch: true,
  success: { status: 204, description: 'The role is gone.' },
  problems: [
    'role-not-found',
    'self-action-refused',
    'built-in-protected',
    'escalation-refused',
    'role-in-use',
  ],
});
