import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { UserPath } from './user-fields.ts';

const PermissionSource = z
  .strictObject({
    kind: z.enum(['role', 'grant']).meta({
      description: '`role`: a role holds it; `grant`: it was granted to the user directly.',
      examples: ['role'],
    }),
    role: z
      .string()
      .optional()
      .meta({ description: 'The role that holds it.', examples: ['editor'] }),
  })
  .meta({ id: 'PermissionSource', description: 'Why a user holds a permission.' });

const EffectivePermission = z
  .strictObject({
    permission: z.string().meta({ description: 'Name of the permission.', examples: ['api-keys:create'] }),
    sources: z.array(PermissionSource).meta({
      description: 'Every reason, the roles first, highest first.',
      examples: [[{ kind: 'role', role: 'editor' }]],
    }),
  })
  .meta({ id: 'EffectivePermission', description: 'A permission that a user holds, and why.' });

export const UserPermissions = z
  .strictObject({
    permissions: z
      .array(z.string())
      .meta({ description: 'The direct grants, sorted.', examples: [['stats:read']] }),
    effective: z
      .array(EffectivePermission)
      .meta({ description: 'All that the user may do, sorted by name.' }),
  })
  .meta({ id: 'UserPermissions', description: 'What a user may do.' });

export const getUserPermissions = defineOperation({
  operationId: 'getUserPermissions',
  method: 'GET',
  path: '/users/:user/permissions',
  tag: 'Users',
  summary: 'Get the permissions of a user',
  description: 'The direct grants, and all that the user may do with the reasons for it.',
  access: holding('users:read'),
  pathParams: UserPath,
  success: {
    status: 200,
    description: 'The permissions; the tag is that of the user.',
    body: UserPermissions,
    headers: ['ETag', 'Content-Location'],
  },
  problems: [],
});
