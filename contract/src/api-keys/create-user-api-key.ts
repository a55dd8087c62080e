import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { UserPath } from '../users/user-fields.ts';
import { ApiKeyWithSecret, CreateApiKeyRequest } from './api-key.ts';

export const createUserApiKey = defineOperation({
  operationId: 'createUserApiKey',
  method: 'POST',
  path: '/users/:user/api-keys',
  tag: 'Users',
  summary: 'Create an API key for a user',
  description:
    'Makes a key that acts as the user, and does only what both the user and the caller may do, at each request. It is revoked for good when either is disabled, deleted or given a new password by an administrator. The secret is shown only in this answer.',
  access: sessionHolding('api-keys:manage'),
  pathParams: UserPath,
  body: CreateApiKeyRequest,
  success: {
    status: 201,
    description: 'The key was made.',
    body: ApiKeyWithSecret,
    headers: ['Location', 'ETag'],
  },
  problems: ['super-protected', 'escalation-refused', 'owner-not-active', 'api-key-limit-reached'],
});
