import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { User } from './user.ts';
import { UserPath } from './user-fields.ts';

export const getUser = defineOperation({
  operationId: 'getUser',
  method: 'GET',
  path: '/users/:user',
  tag: 'Users',
  summary: 'Get a user',
  description: 'One user, by id or by `@` and the username. Content-Location has the form with the id.',
  access: holding('users:read'),
  pathParams: UserPath,
  success: { status: 200, description: 'The user.', body: User, headers: ['ETag', 'Content-Location'] },
  problems: [],
});
