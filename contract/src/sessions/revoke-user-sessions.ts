import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { UserPath } from '../users/user-fields.ts';

export const revokeUserSessions = defineOperation({
  operationId: 'revokeUserSessions',
  method: 'POST',
  path: '/users/:user/revoke-sessions',
  tag: 'Users',
  summary: 'End all sessions of a user',
  description:
    'Ends every session of the user for good. The user can log in again; to keep somebody out, use setUserStatus.',
  access: sessionHolding('sessions:revoke'),
  pathParams: UserPath,
  ifMatch: true,
  success: { status: 204, description: 'All sessions have ended.', headers: ['ETag'] },
  problems: ['super-protected', 'escalation-refused'],
});
