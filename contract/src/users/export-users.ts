import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Format } from '../stream.ts';
import { User } from './user.ts';
import { userFilters } from './user-filters.ts';

export const ExportUsersQuery = z.strictObject({ ...userFilters, format: Format });

export const exportUsers = defineOperation({
  operationId: 'exportUsers',
  method: 'GET',
  path: '/users-export',
  tag: 'Users',
  summary: 'Export users',
  description:
    'All users, or those that the filters of listUsers leave, in the order of creation, as a stream: the service reads as fast as the caller does. Each user is there once at the most, as they were when the stream came to them; who is created, changed or deleted meanwhile may be there or not, in the one state or the other. Problems are answered before the first byte; where four exports are under way on an instance, or two of the same user, further ones are answered `overloaded` with `Retry-After`. What goes wrong afterwards aborts the connection, also when the caller loses the permission or is disabled.',
  access: holding('users:export', 'users:read'),
  query: ExportUsersQuery,
  success: {
    status: 200,
    description: 'The users, one after the other.',
    stream: { item: User, fileName: 'users' },
    headers: ['Content-Disposition'],
  },
  problems: [],
});
