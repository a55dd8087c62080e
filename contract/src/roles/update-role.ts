import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { namesSomething } from '../users/user-fields.ts';
import { Role, RolePath, roleFields } from './role.ts';

export const UpdateRoleRequest = z
  .strictObject({
    name: roleFields.name.optional(),
    description: roleFields.description.optional(),
    rank: roleFields.rank.optional(),
    permissions: roleFields.permissions.optional(),
  })
  .check(z.refine(namesSomething, { error: 'Must name at least one field.', params: { type: 'empty' } }))
  .meta({
    id: 'UpdateRoleRequest',
    description: 'What is to change: a field that is absent stays as it is.',
    minProperties: 1,
    examples: [{ permissions: ['users:read', 'stats:read'] }],
  });

export const updateRole = defineOperation({
  operationId: 'updateRole',
  method: 'PATCH',
  path: '/roles/:roleName',
  tag: 'Roles',
  summary: 'Change a role',
  description:
    'The change takes effect on the next request of every holder. What the role, and every role that includes it, holds before and after must be held by the caller, and it must not be the caller’s own role. Of the built-in roles only `viewer` and `editor` have permissions that can be changed.',
  access: holding('roles:manage'),
  pathParams: RolePath,
  body: UpdateRoleRequest,
  ifMatch: true,
  success: { status: 200, description: 'The role as it is now.', body: Role, headers: ['ETag'] },
  problems: [
    'role-not-found',
    'self-action-refused',
    'built-in-protected',
    'escalation-refused',
    'role-name-taken',
  ],
});
