import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { NewPassword } from '../primitives.ts';
import { UserPath } from './user-fields.ts';

export const ResetUserPasswordRequest = z
  .strictObject({
    newPassword: NewPassword,
    mustChangePassword: z
      .boolean()
      .optional()
      .meta({
        description: 'True if the user must choose an own password at the next log-in; true when left out.',
        examples: [true],
      }),
  })
  .meta({
    id: 'ResetUserPasswordRequest',
    description: 'The new password.',
    examples: [{ newPassword: 'a fresh start for you' }],
  });

export const resetUserPassword = defineOperation({
  operationId: 'resetUserPassword',
  method: 'POST',
  path: '/users/:user/reset-password',
  tag: 'Users',
  summary: 'Reset the password of a user',
  description:
    'Sets a new password and ends every session of the user for good. A pending account becomes active; a disabled one stays disabled. One’s own password is changed with changeOwnPassword.',
  access: holding('users:reset-password'),
  pathParams: UserPath,
  body: ResetUserPasswordRequest,
  ifMatch: true,
  success: { status: 204, description: 'The password is set.', headers: ['ETag'] },
  problems: ['self-action-refused', 'super-protected', 'escalation-refused', 'password-refused'],
});
