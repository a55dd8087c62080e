import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { User } from './user.ts';
import { labelsWithinLimit, namesSomething, UserPath, userFields } from './user-fields.ts';

export const UpdateUserRequest = z
  .strictObject({
    username: userFields.username.optional(),
    email: userFields.email.optional(),
    displayName: userFields.displayName.optional(),
    did: userFields.did.optional(),
    role: userFields.role.optional(),
    servers: userFields.servers.optional(),
    groups: userFields.groups.optional(),
    metadata: userFields.metadata.optional(),
  })
  .check(
    z.refine(namesSomething, { error: 'Must name at least one field.', params: { type: 'empty' } }),
    z.refine(labelsWithinLimit, {
      error: 'Together with groups at most 200 names.',
      path: ['servers'],
      params: { type: 'too_many' },
    }),
  )
  .meta({
    id: 'UpdateUserRequest',
    description: 'What is to change: a field that is absent stays as it is, null clears it.',
    minProperties: 1,
    examples: [{ displayName: 'Jane R. Roe' }],
  });

export const updateUser = defineOperation({
  operationId: 'updateUser',
  method: 'PATCH',
  path: '/users/:user',
  tag: 'Users',
  summary: 'Update a user',
  description:
    'Changes the fields that are sent. `role`, `servers` and `groups` need `users:grant` besides, `did` needs `users:reset-password`, and nobody changes a user who holds, or would hold, more than they do. A change that changes nothing leaves the version alone.',
  access: holding('users:update'),
  fieldPermissions: {
    role: { permission: 'users:grant' },
    servers: { permission: 'users:grant' },
    groups: { permission: 'users:grant' },
    did: { permission: 'users:reset-password' },
  },
  pathParams: UserPath,
  body: UpdateUserRequest,
  ifMatch: true,
  success: {
    status: 200,
    description: 'The user as it is now.',
    body: User,
    headers: ['ETag', 'Content-Location'],
  },
  problems: [
    'self-action-refused',
    'super-protected',
    'escalation-refused',
    'username-taken',
    'email-taken',
    'did-taken',
  ],
});
