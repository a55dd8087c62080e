import * as z from 'zod';
import { superSession } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Id, Password } from '../primitives.ts';
import { User } from '../users/user.ts';

export const TransferSuperRequest = z
  .strictObject({
    targetUserId: Id.meta({
      description: 'Id of the user who becomes the super admin.',
      examples: ['0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70'],
    }),
    currentPassword: Password.meta({ description: 'The caller’s own password.', format: 'password' }),
  })
  .meta({
    id: 'TransferSuperRequest',
    description: 'Who is to become the super admin.',
    examples: [
      {
        targetUserId: '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70',
        currentPassword: 'correct horse battery staple',
      },
    ],
  });

export const transferSuper = defineOperation({
  operationId: 'transferSuper',
  method: 'POST',
  path: '/super-admin/transfer',
  tag: 'Super admin',
  summary: 'Hand the super admin over',
  description:
    'Makes another user the one super admin and the caller an `admin`, at once. The target must be active and have a password that was last set by the target or by the super admin. All sessions of the target end for good.',
  access: superSession,
  body: TransferSuperRequest,
  success: {
    status: 200,
    description: 'The new super admin.',
    body: User,
    headers: ['ETag', 'Content-Location'],
  },
  guessable: { of: 'caller', failure: 'current-password-wrong' },
  problems: ['user-not-found', 'current-password-wrong', 'transfer-target-refused'],
});
