import * as z from 'zod';
import { Page } from '../pagination.ts';
import { Id, Timestamp } from '../primitives.ts';

export const Session = z
  .strictObject({
    id: Id,
    createdAt: Timestamp.meta({ description: 'When the user logged in.' }),
    lastSeenAt: Timestamp.meta({ description: 'When it was last used, to the minute.' }),
    expiresAt: Timestamp.meta({
      description: 'When it ends for good, however often it is refreshed. One that nobody uses ends earlier.',
    }),
    sourceAddress: z
      .string()
      .meta({ description: 'The network address of the log-in.', examples: ['203.0.113.7'] }),
    userAgent: z.string().meta({
      description: 'What the program that logged in called itself, at most 256 characters; possibly empty.',
      examples: ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    }),
    isCurrent: z
      .boolean()
      .meta({ description: 'True for the session of this very request.', examples: [true] }),
  })
  .meta({ id: 'Session', description: 'A session that goes on: from a log-in to its end.' });

export const SessionList = z
  .strictObject({ data: z.array(Session).meta({ description: 'The sessions of this page.' }), page: Page })
  .meta({ id: 'SessionList', description: 'A page of sessions.' });

export const SessionId = Id.meta({ description: 'The id of a session.' });
