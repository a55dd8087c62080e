import * as z from 'zod';
import { sessionOrKeyItself } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { ApiKeyPath, ApiKeyWithSecret } from './api-key.ts';

export const RotateApiKeyRequest = z
  .strictObject({
    graceSeconds: z
      .int()
      .min(0)
      .max(86_400)
      .optional()
      .meta({
        description: 'For how long the secret that is replaced goes on working; 0 when left out.',
        examples: [3600],
      }),
  })
  .meta({
    id: 'RotateApiKeyRequest',
    description: 'How to replace the secret.',
    examples: [{ graceSeconds: 3600 }],
  });

export const rotateApiKey = defineOperation({
  operationId: 'rotateApiKey',
  method: 'POST',
  path: '/api-keys/:apiKeyId/rotate',
  tag: 'API keys',
  summary: 'Give one of my API keys a new secret',
  description:
    'Id, permissions and expiry stay as they are. The new secret is shown only in this answer; the one it replaces works until the grace ends, an older one no longer, and it cannot be used to rotate the key. Not for a key that is revoked or expired.',
  access: sessionOrKeyItself,
  pathParams: ApiKeyPath,
  body: RotateApiKeyRequest,
  ifMatch: true,
  success: {
    status: 201,
    description: 'The key with its new secret.',
    body: ApiKeyWithSecret,
    headers: ['Location', 'ETag'],
  },
  problems: ['api-key-not-found'],
});
