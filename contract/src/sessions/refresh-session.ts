import * as z from 'zod';
import { nobody } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { SessionTokens } from './session-tokens.ts';

export const RefreshSessionRequest = z
  .strictObject({
    refreshToken: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .meta({
        description:
          'The newest refresh token of the session. When left out, the one in the cookie is taken.',
        format: 'password',
        examples: ['rst_r_kX3vQ8mZ1nB7cL5pR2tY9wE4uI6oA0sD3fG8hJ1kV7xC5bN2mQ9zW4eT6rU8yP0iS3dF5gH7jK1lM2nB'],
      }),
  })
  .meta({ id: 'RefreshSessionRequest', description: 'The token to exchange.' });

export const refreshSession = defineOperation({
  operationId: 'refreshSession',
  method: 'POST',
  path: '/auth/refresh',
  tag: 'Sessions',
  summary: 'Renew the tokens of a session',
  description:
    'Exchanges a refresh token for the next pair of tokens. A token works once; for 10 seconds, and until its successor has been used, repeating the call gives the same pair again. Any later use of an old token ends the session: somebody else may hold it. Earlier access tokens of the session end a minute after the exchange.',
  access: nobody,
  body: RefreshSessionRequest,
  success: {
    status: 200,
    description: 'The next tokens of the session.',
    body: SessionTokens,
    cookies: true,
  },
  problems: ['refresh-token-invalid', 'cross-origin-refused'],
});
