import * as z from 'zod';
import { Id, Timestamp } from '../primitives.ts';
import { User } from '../users/user.ts';

export const SessionTokens = z
  .strictObject({
    sessionId: Id,
    accessToken: z
      .string()
      .nullable()
      .meta({
        description:
          'Send it as `Authorization: Bearer …`. Opaque; shown only here. Null if it is in a cookie.',
        examples: ['rst_a_lWz1Kc0mXvB3nq8uYtR2sP7eF5hG9jD4aQ6wE1rT3yU'],
      }),
    accessTokenExpiresAt: Timestamp,
    refreshToken: z
      .string()
      .nullable()
      .meta({
        description:
          'Exchange it at refreshSession for the next pair of tokens. Opaque; shown only here. Null if it is in a cookie.',
        examples: ['rst_r_kX3vQ8mZ1nB7cL5pR2tY9wE4uI6oA0sD3fG8hJ1kV7xC5bN2mQ9zW4eT6rU8yP0iS3dF5gH7jK1lM2nB'],
      }),
    refreshTokenExpiresAt: Timestamp.meta({
      description:
        'When the session ends for good, however often it is refreshed. One that nobody uses ends earlier.',
    }),
    user: User,
  })
  .meta({ id: 'SessionTokens', description: 'The tokens of a session.' });
