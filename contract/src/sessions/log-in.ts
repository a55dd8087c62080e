import * as z from 'zod';
import { nobody } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Password } from '../primitives.ts';
import { text } from '../text.ts';
import { SessionTokens } from './session-tokens.ts';

export const LogInRequest = z
  .strictObject({
    username: text({ min: 1, max: 2048 }).meta({
      description: 'As given by an administrator; letter case does not matter.',
      examples: ['jane'],
    }),
    password: Password,
    transport: z
      .enum(['bearer', 'cookie'])
      .optional()
      .meta({
        description:
          'How the tokens are to travel: in bodies and the Authorization header, or, for pages of this service, in cookies that no script can read. `bearer` when left out.',
        examples: ['bearer'],
      }),
  })
  .meta({
    id: 'LogInRequest',
    description: 'Who wants to log in.',
    examples: [{ username: 'admin', password: 'the first of many' }],
  });

export const logIn = defineOperation({
  operationId: 'logIn',
  method: 'POST',
  path: '/auth/login',
  tag: 'Sessions',
  summary: 'Log in',
  description:
    'Begins a session; a user has at most 100 of them, and the oldest ends when there would be more. With cookies, the session that the browser was logged in with before ends. The answer is the same, and takes the same time, for an unknown user, a wrong password, a disabled and a pending account.',
  access: nobody,
  body: LogInRequest,
  success: { status: 200, description: 'The session has begun.', body: SessionTokens, cookies: true },
  guessable: { of: 'body.username', failure: 'login-failed' },
  problems: ['login-failed', 'cross-origin-refused'],
});
