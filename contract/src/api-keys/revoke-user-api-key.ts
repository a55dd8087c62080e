import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { UserPath } from '../users/user-fields.ts';
import { ApiKeyId } from './api-key.ts';

export const revokeUserApiKey = defineOperation({
  operationId: 'revokeUserApiKey',
  method: 'DELETE',
  path: '/users/:user/api-keys/:apiKeyId',
  tag: 'Users',
  summary: 'Revoke an API key of a user',
  description:
    'The key is dead from the next request on, for good; it stays in the list. Repeating it changes nothing.',
  access: sessionHolding('api-keys:manage'),
  pathParams: UserPath.extend({ apiKeyId: ApiKeyId }),
  ifMatch: true,
  success: { status: 204, description: 'The key is revoked.' },
  problems: ['super-protected', 'escalation-refused', 'api-key-not-found'],
});
