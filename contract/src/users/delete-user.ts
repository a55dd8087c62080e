import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { UserPath } from './user-fields.ts';

export const deleteUser = defineOperation({
  operationId: 'deleteUser',
  method: 'DELETE',
  path: '/users/:user',
  tag: 'Users',
  summary: 'Delete a user',
  description:
    'Removes the account and ends its sessions for good. Its id is never used again; the audit trail keeps it.',
  access: holding('users:delete'),
  pathParams: UserPath,
  ifMatch: true,
  success: { status: 204, description: 'The user is gone.' },
  problems: ['self-action-refused', 'super-protected', 'escalation-refused'],
});
