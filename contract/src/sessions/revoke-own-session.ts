import * as z from 'zod';
import { session } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { SessionId } from './session.ts';

export const revokeOwnSession = defineOperation({
  operationId: 'revokeOwnSession',
  method: 'DELETE',
  path: '/auth/sessions/:sessionId',
  tag: 'Sessions',
  summary: 'End one of my sessions',
  description: 'Ends a session of the caller for good, the one of this request too if it is named.',
  access: session,
  pathParams: z.strictObject({ sessionId: SessionId }),
  success: { status: 204, description: 'The session has ended.' },
  problems: ['session-not-found'],
});
