import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { CountedPage, Cursor, PageLimit } from '../pagination.ts';
import { User } from './user.ts';
import { userFilters } from './user-filters.ts';

/** The orders of a list of users. */
export const userSorts = [
  'createdAt',
  '-createdAt',
  'username',
  '-username',
  'email',
  '-email',
  'status',
  '-status',
  'lastLoginAt',
  '-lastLoginAt',
] as const;

export const ListUsersQuery = z.strictObject({
  limit: PageLimit,
  cursor: Cursor.optional(),
  ...userFilters,
  sort: z
    .enum(userSorts)
    .default('-createdAt')
    .meta({
      description:
        'The order; a minus sign means descending, and statuses are sorted by their names. Users without an e-mail address or log-in come last in both directions.',
      examples: ['-createdAt'],
    }),
  count: z
    .enum(['none', 'capped', 'exact'])
    .default('none')
    .meta({
      description:
        'Whether the page says how many users match in all. `capped` counts to 10,000 with a bounded amount of work: with several filters it examines some 20,000 users, so that `total` may be far below 10,000, even 0, where `totalIsCapped` is true. `exact` counts everything, which takes the longer the more users match: ask for it once, not with every page.',
      examples: ['none'],
    }),
});

export const UserList = z
  .strictObject({ data: z.array(User).meta({ description: 'The users of this page.' }), page: CountedPage })
  .meta({ id: 'UserList', description: 'A page of users.' });

export const listUsers = defineOperation({
  operationId: 'listUsers',
  method: 'GET',
  path: '/users',
  tag: 'Users',
  summary: 'List users',
  description:
    'Users by creation, newest first unless asked otherwise, page by page. Following `nextCursor` visits every user that was there all along exactly once, unless what the order or a filter looks at is changed meanwhile: who logs in may be missed, or come twice, where the order is that of log-ins. A page examines at most 5,000 rows, however large the table is: with filters it may hold fewer users than its limit, even none, and still have a `nextCursor`.',
  access: holding('users:read'),
  query: ListUsersQuery,
  success: { status: 200, description: 'A page of users.', body: UserList },
  problems: ['cursor-invalid'],
});
