import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Id, Timestamp } from '../primitives.ts';

export const IntrospectCredentialRequest = z
  .strictObject({
    token: z
      .string()
      .min(1)
      .max(4096)
      .meta({
        description: 'What a caller of your application sent as its credential.',
        format: 'password',
        examples: ['rst_a_lWz1Kc0mXvB3nq8uYtR2sP7eF5hG9jD4aQ6wE1rT3yU'],
      }),
  })
  .meta({ id: 'IntrospectCredentialRequest', description: 'The credential to look at.' });

export const Introspection = z
  .strictObject({
    active: z.boolean().meta({ description: 'False for whatever cannot be used now.', examples: [true] }),
    userId: Id.optional(),
    username: z
      .string()
      .optional()
      .meta({ description: 'Whose it is.', examples: ['jane'] }),
    permissions: z
      .array(z.string())
      .optional()
      .meta({
        description: 'All that the credential may do at this moment, sorted.',
        examples: [['stats:read']],
      }),
    expiresAt: Timestamp.nullable()
      .optional()
      .meta({ description: 'Null for an API key that never expires.' }),
  })
  .meta({
    id: 'Introspection',
    description: 'What a credential is worth; only `active` where that is nothing.',
  });

export const introspectCredential = defineOperation({
  operationId: 'introspectCredential',
  method: 'POST',
  path: '/auth/introspect',
  tag: 'Sessions',
  summary: 'Look at a credential',
  description:
    'For applications that check a caller: whose access token or API key it is, and what it may do at this moment. Anything that cannot be used is `{ "active": false }` without a reason: unknown, expired or ended, of a user who is not active or must change the password first, or a token for another purpose. It does not count as a use of the credential.',
  access: holding('sessions:introspect'),
  isReadOnly: true,
  body: IntrospectCredentialRequest,
  success: { status: 200, description: 'What it is worth.', body: Introspection },
  problems: [],
});
