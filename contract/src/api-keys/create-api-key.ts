import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { ApiKeyWithSecret, CreateApiKeyRequest } from './api-key.ts';

export const createApiKey = defineOperation({
  operationId: 'createApiKey',
  method: 'POST',
  path: '/api-keys',
  tag: 'API keys',
  summary: 'Create an API key',
  description:
    'Makes a key that acts as the caller, with some of the caller’s permissions. The secret is shown only in this answer. A user has at most 100 keys that are neither revoked nor expired.',
  access: sessionHolding('api-keys:create'),
  body: CreateApiKeyRequest,
  success: {
    status: 201,
    description: 'The key was made.',
    body: ApiKeyWithSecret,
    headers: ['Location', 'ETag'],
  },
  problems: ['escalation-refused', 'api-key-limit-reached'],
});
