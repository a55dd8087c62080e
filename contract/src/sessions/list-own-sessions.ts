import * as z from 'zod';
import { session } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, PageLimit } from '../pagination.ts';
import { SessionList } from './session.ts';

export const listOwnSessions = defineOperation({
  operationId: 'listOwnSessions',
  method: 'GET',
  path: '/auth/sessions',
  tag: 'Sessions',
  summary: 'List my sessions',
  description: 'Everywhere the caller is logged in, newest first, page by page.',
  access: session,
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of sessions.', body: SessionList },
  problems: ['cursor-invalid'],
});
