import { sessionOrKeyItself } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { ApiKeyPath } from './api-key.ts';

export const revokeApiKey = defineOperation({
  operationId: 'revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/:apiKeyId',
  tag: 'API keys',
  summary: 'Revoke one of my API keys',
  description:
    'The key is dead from the next request on, for good; it stays in the list. Repeating it changes nothing. A secret that was replaced still does this while its grace lasts: whoever holds one may always end its key.',
  access: sessionOrKeyItself,
  pathParams: ApiKeyPath,
  ifMatch: true,
  success: { status: 204, description: 'The key is revoked.' },
  problems: ['api-key-not-found'],
});
