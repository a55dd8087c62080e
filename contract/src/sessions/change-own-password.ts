import * as z from 'zod';
import { session } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { NewPassword, Password } from '../primitives.ts';

export const ChangeOwnPasswordRequest = z
  .strictObject({
    currentPassword: Password,
    newPassword: NewPassword,
    revokeApiKeys: z
      .boolean()
      .optional()
      .meta({
        description:
          'True revokes all API keys of the caller, and those that the caller made for others; false when left out.',
        examples: [true],
      }),
  })
  .meta({
    id: 'ChangeOwnPasswordRequest',
    description: 'The current password and the one that replaces it.',
    examples: [{ currentPassword: 'a fresh start for you', newPassword: 'only one of us knows this' }],
  });

export const changeOwnPassword = defineOperation({
  operationId: 'changeOwnPassword',
  method: 'POST',
  path: '/auth/change-password',
  tag: 'Sessions',
  summary: 'Change my password',
  description:
    'Needs the current password. All other sessions of the user end for good; this one goes on. API keys stay, unless `revokeApiKeys` is true. The new password must differ from the current one.',
  access: session,
  allowedBeforePasswordChange: true,
  body: ChangeOwnPasswordRequest,
  success: { status: 204, description: 'The password is changed.' },
  guessable: { of: 'caller', failure: 'current-password-wrong' },
  problems: ['current-password-wrong', 'password-refused'],
});
