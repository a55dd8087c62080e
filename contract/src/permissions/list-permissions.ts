import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, Page, PageLimit } from '../pagination.ts';
import { Permission } from './permission.ts';

export const PermissionList = z
  .strictObject({
    data: z.array(Permission).meta({ description: 'The permissions of this page.' }),
    page: Page,
  })
  .meta({ id: 'PermissionList', description: 'A page of the catalogue.' });

export const listPermissions = defineOperation({
  operationId: 'listPermissions',
  method: 'GET',
  path: '/permissions',
  tag: 'Permissions',
  summary: 'List permissions',
  description: 'The catalogue by name, page by page: built-in permissions and those of applications.',
  access: holding('permissions:read'),
  query: z.strictObject({ limit: PageLimit, cursor: Cursor.optional() }),
  success: { status: 200, description: 'A page of the catalogue.', body: PermissionList },
  problems: ['cursor-invalid'],
});
