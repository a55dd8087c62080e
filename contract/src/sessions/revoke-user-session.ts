import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { UserPath } from '../users/user-fields.ts';
import { SessionId } from './session.ts';

export const revokeUserSession = defineOperation({
  operationId: 'revokeUserSession',
  method: 'DELETE',
  path: '/users/:user/sessions/:sessionId',
  tag: 'Users',
  summary: 'End a session of a user',
  description: 'Ends one session of the user for good; the others go on.',
  access: sessionHolding('sessions:revoke'),
  pathParams: UserPath.extend({ sessionId: SessionId }),
  success: { status: 204, description: 'The session has ended.' },
  problems: ['super-protected', 'escalation-refused', 'session-not-found'],
});
