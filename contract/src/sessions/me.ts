import * as z from 'zod';
import { Id, Timestamp } from '../primitives.ts';
import { User } from '../users/user.ts';

export const Me = z
  .strictObject({
    user: User,
    effectivePermissions: z.array(z.string()).meta({
      description:
        'All that this credential may do, sorted: the role’s permissions and the direct grants; of an API key, those of its permissions that are among them.',
      examples: [['api-keys:create']],
    }),
    credential: z
      .strictObject({
        kind: z
          .enum(['session', 'api-key'])
          .meta({ description: 'What kind of credential was sent.', examples: ['session'] }),
        id: Id,
        expiresAt: Timestamp.nullable().meta({ description: 'Null for an API key that never expires.' }),
      })
      .meta({ id: 'Credential', description: 'The credential of this request.' }),
  })
  .meta({ id: 'Me', description: 'Who is calling, and what they may do.' });
