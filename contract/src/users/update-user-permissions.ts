import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { TemplateName } from '../primitives.ts';
import { User } from './user.ts';
import { DirectGrants, UserPath } from './user-fields.ts';

/** Replacing, granting and revoking, applying a template: one of them at a time. */
function isOneKind(body: object): boolean {
  const kinds = [
    Object.hasOwn(body, 'permissions'),
    Object.hasOwn(body, 'grant') || Object.hasOwn(body, 'revoke'),
    Object.hasOwn(body, 'template'),
  ];
  return kinds.filter(Boolean).length === 1;
}

function isDisjoint({
  grant = [],
  revoke = [],
}: {
  grant?: string[] | undefined;
  revoke?: string[] | undefined;
}) {
  return !grant.some((permission) => revoke.includes(permission));
}

export const UpdateUserPermissionsRequest = z
  .strictObject({
    permissions: DirectGrants.optional().meta({ description: 'Replaces all direct grants.' }),
    grant: DirectGrants.optional().meta({ description: 'Grants these besides.' }),
    revoke: DirectGrants.optional().meta({ description: 'Takes these direct grants away.' }),
    template: TemplateName.optional().meta({
      description: 'Grants the permissions of this template besides.',
    }),
  })
  .check(
    z.refine(isOneKind, {
      error: 'Must hold exactly one of: permissions; grant and revoke; template.',
      params: { type: 'not_one_kind' },
    }),
    z.refine(isDisjoint, {
      error: 'Must not name a permission that is also in grant.',
      path: ['revoke'],
      params: { type: 'contradiction' },
    }),
  )
  .meta({
    id: 'UpdateUserPermissionsRequest',
    description: 'What is to change: `permissions` alone, `grant` and `revoke`, or `template` alone.',
    minProperties: 1,
    examples: [{ grant: ['stats:read', 'users:read'], revoke: ['roles:read'] }],
  });

export const updateUserPermissions = defineOperation({
  operationId: 'updateUserPermissions',
  method: 'PATCH',
  path: '/users/:user/permissions',
  tag: 'Users',
  summary: 'Change the direct grants of a user',
  description:
    'Replaces the direct grants, grants and revokes single ones, or adds those of a template. Nobody grants or revokes what they do not hold, and nobody changes a user who holds more than they do.',
  access: holding('users:grant'),
  pathParams: UserPath,
  body: UpdateUserPermissionsRequest,
  ifMatch: true,
  success: {
    status: 200,
    description: 'The user as it is now.',
    body: User,
    headers: ['ETag', 'Content-Location'],
  },
  problems: ['self-action-refused', 'super-protected', 'escalation-refused'],
});
