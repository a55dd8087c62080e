import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Role, RolePath } from './role.ts';

export const getRole = defineOperation({
  operationId: 'getRole',
  method: 'GET',
  path: '/roles/:roleName',
  tag: 'Roles',
  summary: 'Get a role',
  description: 'One role, with what it holds itself and with what it holds through the roles it includes.',
  access: holding('roles:read'),
  pathParams: RolePath,
  success: { status: 200, description: 'The role.', body: Role, headers: ['ETag'] },
  problems: ['role-not-found'],
});
