import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, Page, PageLimit } from '../pagination.ts';
import { User } from './user.ts';

export const ListUsersQuery = z.strictObject({
  limit: PageLimit,
  cursor: Cursor.optional(),
  sort: z
    .enum(['createdAt', '-createdAt'])
    .default('-createdAt')
    .meta({ description: 'The order; a minus sign means descending.', examples: ['-createdAt'] }),
});

export const UserList = z
  .strictObject({ data: z.array(User).meta({ description: 'The users of this page.' }), page: Page })
  .meta({ id: 'UserList', description: 'A page of users.' });

export const listUsers = defineOperation({
  operationId: 'listUsers',
  method: 'GET',
  path: '/users',
  tag: 'Users',
  summary: 'List users',
  description:
    'Users by creation, newest first unless asked otherwise, page by page. Following `nextCursor` visits every user that was there all along exactly once.',
  access: holding('users:read'),
  query: ListUsersQuery,
  success: { status: 200, description: 'A page of users.', body: UserList },
  problems: ['cursor-invalid'],
});
