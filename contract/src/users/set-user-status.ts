import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { User } from './user.ts';
import { UserPath } from './user-fields.ts';

export const SetUserStatusRequest = z
  .strictObject({
    isActive: z.boolean().meta({ description: 'False disables the account.', examples: [false] }),
  })
  .meta({ id: 'SetUserStatusRequest', description: 'The switch.', examples: [{ isActive: false }] });

export const setUserStatus = defineOperation({
  operationId: 'setUserStatus',
  method: 'POST',
  path: '/users/:user/status',
  tag: 'Users',
  summary: 'Disable or enable a user',
  description:
    'Disabling keeps all data and ends every session of the user for good. Enabling makes the account active, or pending while it has no credential; nothing that was ended comes back.',
  access: holding('users:disable'),
  pathParams: UserPath,
  body: SetUserStatusRequest,
  ifMatch: true,
  success: {
    status: 200,
    description: 'The user as it is now.',
    body: User,
    headers: ['ETag', 'Content-Location'],
  },
  problems: ['self-action-refused', 'super-protected', 'escalation-refused'],
});
