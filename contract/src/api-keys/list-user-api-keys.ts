import * as z from 'zod';
import { sessionHolding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, PageLimit } from '../pagination.ts';
import { UserPath } from '../users/user-fields.ts';
import { ApiKeyList } from './api-key.ts';

export const listUserApiKeys = defineOperation({
  operationId: 'listUserApiKeys',
  method: 'GET',
  path: '/users/:user/api-keys',
  tag: 'Users',
  summary: 'List the API keys of a user',
  description:
    'The keys that act as the user, newest first, page by page; also those that are revoked or expired.',
  access: sessionHolding('api-keys:read'),
  pathParams: UserPath,
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of keys.', body: ApiKeyList },
  problems: ['cursor-invalid'],
});
