import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { NewPassword, TemplateName } from '../primitives.ts';
import { User } from './user.ts';
import { DirectGrants, labelsWithinLimit, userFields } from './user-fields.ts';

/** The fields of a new account, here and in an import. */
export const newUserFields = {
  username: userFields.username.optional().meta({
    description:
      'Needed unless there is a DID, which is the username then. Letters, marks and digits of any script and . _ - @ + :, the first a letter or digit, nothing invisible. Kept as typed; unique regardless of letter case and compatible spellings. In the form of an e-mail address or a DID it must equal the user’s own.',
  }),
  password: NewPassword.optional(),
  email: userFields.email.optional(),
  displayName: userFields.displayName.optional(),
  did: userFields.did.optional(),
  role: userFields.role.optional().meta({ description: 'Name of the role; `viewer` when left out.' }),
  permissions: DirectGrants.optional(),
  template: TemplateName.optional().meta({
    description: 'Name of a template whose permissions are granted besides.',
  }),
  isActive: z
    .boolean()
    .optional()
    .meta({ description: 'False creates the account disabled; true when left out.', examples: [true] }),
  servers: userFields.servers.optional(),
  groups: userFields.groups.optional(),
  metadata: userFields.metadata.optional(),
  mustChangePassword: z
    .boolean()
    .optional()
    .meta({
      description: 'True if the password must be changed at the first log-in; false when left out.',
      examples: [false],
    }),
};

/** A username is needed unless there is a DID. */
export const namesAUser = z.refine<{ username?: string | undefined; did?: string | null | undefined }>(
  (body) => body.username !== undefined || (body.did ?? null) !== null,
  { error: 'Is needed unless there is a DID.', path: ['username'], params: { type: 'required' } },
);

export const CreateUserRequest = z
  .strictObject(newUserFields)
  .check(
    namesAUser,
    z.refine(labelsWithinLimit, {
      error: 'Together with groups at most 200 names.',
      path: ['servers'],
      params: { type: 'too_many' },
    }),
  )
  .meta({
    id: 'CreateUserRequest',
    description: 'A new account. Without password and DID it is pending until a password is set.',
    examples: [
      {
        username: 'jane',
        password: 'correct horse battery staple',
        email: 'jane@example.org',
        displayName: 'Jane Roe',
      },
    ],
  });

export const createUser = defineOperation({
  operationId: 'createUser',
  method: 'POST',
  path: '/users',
  tag: 'Users',
  summary: 'Create a user',
  description:
    'Accounts are made by administrators only. An account with more than the default (a role other than `viewer`, permissions, a template, servers, groups) needs `users:grant` besides, and nobody gives what they do not hold.',
  access: holding('users:create', 'users:read'),
  fieldPermissions: {
    role: { permission: 'users:grant', unless: 'viewer' },
    permissions: { permission: 'users:grant' },
    template: { permission: 'users:grant' },
    servers: { permission: 'users:grant' },
    groups: { permission: 'users:grant' },
  },
  body: CreateUserRequest,
  success: {
    status: 201,
    description: 'The user was created.',
    body: User,
    headers: ['Location', 'ETag'],
  },
  problems: [
    'escalation-refused',
    'super-protected',
    'username-taken',
    'email-taken',
    'did-taken',
    'password-refused',
  ],
});
