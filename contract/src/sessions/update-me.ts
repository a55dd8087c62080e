import * as z from 'zod';
import { session } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { userFields } from '../users/user-fields.ts';
import { Me } from './me.ts';

export const UpdateMeRequest = z.strictObject({ displayName: userFields.displayName }).meta({
  id: 'UpdateMeRequest',
  description: 'What people may change about themselves.',
  examples: [{ displayName: 'Jane R. Roe' }],
});

export const updateMe = defineOperation({
  operationId: 'updateMe',
  method: 'PATCH',
  path: '/auth/me',
  tag: 'Sessions',
  summary: 'Change my display name',
  description: 'Changes one’s own display name; null clears it.',
  access: session,
  body: UpdateMeRequest,
  ifMatch: true,
  success: { status: 200, description: 'The caller as they are now.', body: Me, headers: ['ETag'] },
  problems: [],
});
