import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, Page, PageLimit } from '../pagination.ts';
import { Role } from './role.ts';

export const RoleList = z
  .strictObject({ data: z.array(Role).meta({ description: 'The roles of this page.' }), page: Page })
  .meta({ id: 'RoleList', description: 'A page of roles.' });

export const listRoles = defineOperation({
  operationId: 'listRoles',
  method: 'GET',
  path: '/roles',
  tag: 'Roles',
  summary: 'List roles',
  description: 'All roles, built-in and custom, by name, page by page.',
  access: holding('roles:read'),
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of roles.', body: RoleList },
  problems: ['cursor-invalid'],
});
