import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Role, roleFields } from './role.ts';

export const CreateRoleRequest = z
  .strictObject({
    name: roleFields.name,
    description: roleFields.description.optional(),
    rank: roleFields.rank,
    permissions: roleFields.permissions,
  })
  .meta({
    id: 'CreateRoleRequest',
    description: 'A new role.',
    examples: [
      { name: 'support', description: 'Answers questions of users.', rank: 50, permissions: ['users:read'] },
    ],
  });

export const createRole = defineOperation({
  operationId: 'createRole',
  method: 'POST',
  path: '/roles',
  tag: 'Roles',
  summary: 'Create a role',
  description:
    'A role holds its own permissions and those of every built-in role of lower rank. Nobody makes a role that holds more than they do.',
  access: holding('roles:manage'),
  body: CreateRoleRequest,
  success: { status: 201, description: 'The role was created.', body: Role, headers: ['Location', 'ETag'] },
  problems: ['escalation-refused', 'role-name-taken'],
});
