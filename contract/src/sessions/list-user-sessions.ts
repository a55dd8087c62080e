import * as z from 'zod';
import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, PageLimit } from '../pagination.ts';
import { UserPath } from '../users/user-fields.ts';
import { SessionList } from './session.ts';

export const listUserSessions = defineOperation({
  operationId: 'listUserSessions',
  method: 'GET',
  path: '/users/:user/sessions',
  tag: 'Users',
  summary: 'List the sessions of a user',
  description: 'Everywhere the user is logged in, newest first, page by page.',
  access: sessionHolding('sessions:read'),
  pathParams: UserPath,
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of sessions.', body: SessionList },
  problems: ['cursor-invalid'],
});
