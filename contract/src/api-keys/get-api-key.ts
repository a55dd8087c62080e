import { sessionOrKeyItself } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { ApiKey, ApiKeyPath } from './api-key.ts';

export const getApiKey = defineOperation({
  operationId: 'getApiKey',
  method: 'GET',
  path: '/api-keys/:apiKeyId',
  tag: 'API keys',
  summary: 'Get one of my API keys',
  description: 'A key of the caller, without its secret.',
  access: sessionOrKeyItself,
  pathParams: ApiKeyPath,
  success: { status: 200, description: 'The key.', body: ApiKey, headers: ['ETag'] },
  problems: ['api-key-not-found'],
});
