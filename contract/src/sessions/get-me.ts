import { anyCredential } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Me } from './me.ts';

export const getMe = defineOperation({
  operationId: 'getMe',
  method: 'GET',
  path: '/auth/me',
  tag: 'Sessions',
  summary: 'Who am I?',
  description: 'The user of this credential and all that it may do.',
  access: anyCredential,
  allowedBeforePasswordChange: true,
  success: { status: 200, description: 'The caller.', body: Me, headers: ['ETag'] },
  problems: [],
});
