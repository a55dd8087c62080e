import * as z from 'zod';
import { holding } from '../access.ts';
import { defineOperation } from '../operation.ts';
import { Id } from '../primitives.ts';
import { ValidationError } from '../problem.ts';
import { text } from '../text.ts';
import { namesAUser, newUserFields } from './create-user.ts';
import { labelsWithinLimit } from './user-fields.ts';

/** How many items one request may hold, and how many of them with a password that has to be hashed. */
export const importLimits = { items: 1_000, plainPasswords: 100 } as const;

const PasswordHash = text({ min: 1, max: 512 }).meta({
  description:
    'A hash that another system made: argon2, bcrypt ($2a, $2b, $2y) or scrypt in their usual string forms, PBKDF2 as Django (pbkdf2_sha256) or ASP.NET Core Identity (version 3) writes it. The first log-in replaces it; a password that turns out weak then must be changed.',
  format: 'password',
  examples: ['$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m'],
});

export const ImportItem = z
  .strictObject({ ...newUserFields, passwordHash: PasswordHash.optional() })
  .check(
    namesAUser,
    z.refine(labelsWithinLimit, {
      error: 'Together with groups at most 200 names.',
      path: ['servers'],
      params: { type: 'too_many' },
    }),
    z.refine((item) => item.password === undefined || item.passwordHash === undefined, {
      error: 'Excludes password.',
      path: ['passwordHash'],
      params: { type: 'excluded' },
    }),
  )
  .meta({
    id: 'ImportItemRequest',
    description: 'A new account, as for createUser, or with the hash of a password.',
    examples: [{ username: 'john', email: 'john@example.org', displayName: 'John Doe' }],
  });

export const ImportUsersRequest = z
  .strictObject({
    items: z
      .array(ImportItem)
      .min(1)
      .max(importLimits.items)
      .check(
        z.refine(
          (items) =>
            items.filter(({ password }) => password !== undefined).length <= importLimits.plainPasswords,
          {
            error: `At most ${importLimits.plainPasswords} items with a plain password.`,
            params: { type: 'too_many_passwords' },
          },
        ),
      )
      .meta({
        description: `The accounts, at most ${importLimits.items}; at most ${importLimits.plainPasswords} of them with a plain password, because hashing takes time.`,
      }),
    onConflict: z
      .enum(['fail', 'skip'])
      .optional()
      .meta({
        description:
          'What an item becomes whose username, e-mail address or DID is taken: `failed` (when left out) or `skipped`. The others go on either way.',
        examples: ['skip'],
      }),
    dryRun: z
      .boolean()
      .optional()
      .meta({
        description: 'True checks everything, says what would happen, and changes nothing.',
        examples: [true],
      }),
  })
  .meta({
    id: 'ImportUsersRequest',
    description: 'Accounts to create.',
    examples: [{ items: [{ username: 'john', email: 'john@example.org' }], onConflict: 'skip' }],
  });

export const ImportProblem = z
  .strictObject({
    code: z
      .enum([
        'validation-failed',
        'password-refused',
        'permission-denied',
        'escalation-refused',
        'super-protected',
        'username-taken',
        'email-taken',
        'did-taken',
      ])
      .meta({
        description: 'The problem that createUser would have answered with.',
        examples: ['username-taken'],
      }),
    detail: z
      .string()
      .meta({ description: 'What is wrong, for people.', examples: ['Another user has this username.'] }),
    missingPermissions: z
      .array(z.string())
      .max(20)
      .optional()
      .meta({
        description: 'Permissions that the caller lacks, twenty at the most.',
        examples: [['users:grant']],
      }),
    errors: z
      .array(ValidationError)
      .optional()
      .meta({ description: 'The faults of the item; `loc` begins with body, items and the index.' }),
  })
  .meta({ id: 'ImportProblem', description: 'Why an item was not created.' });

const ImportResult = z
  .strictObject({
    index: z.int().meta({ description: 'Which item, counted from 0.', examples: [0] }),
    status: z
      .enum(['created', 'skipped', 'failed'])
      .meta({ description: 'What became of it.', examples: ['created'] }),
    id: Id.nullable().meta({ description: 'The id of the new account; null without one.' }),
    problem: ImportProblem.nullable().meta({ description: 'Null where the account was created.' }),
  })
  .meta({ id: 'ImportResult', description: 'What became of one item.' });

const count = (description: string) => z.int().meta({ description, examples: [1] });

export const ImportUsersResult = z
  .strictObject({
    dryRun: z.boolean().meta({ description: 'True if nothing was changed.', examples: [false] }),
    created: count('How many accounts were created, or would be.'),
    skipped: count('How many items were skipped.'),
    failed: count('How many items failed.'),
    results: z.array(ImportResult).meta({ description: 'One result for each item, in their order.' }),
  })
  .meta({ id: 'ImportUsersResult', description: 'What became of the items.' });

export const importUsers = defineOperation({
  operationId: 'importUsers',
  method: 'POST',
  path: '/users-import',
  tag: 'Users',
  summary: 'Create many users',
  description:
    'Creates up to 1,000 accounts in one transaction, each by the rules of createUser: an item that breaks a rule fails alone, with the problem that createUser would have answered with. An item with a role other than `viewer`, a template, permissions, servers or groups, even empty ones, needs `users:grant`. An item that is malformed refuses the whole request. Repeating a request with `onConflict: "skip"` is safe.',
  access: holding('users:import', 'users:read'),
  body: ImportUsersRequest,
  maxBodyBytes: 8 * 1024 * 1024,
  success: {
    status: 200,
    description: 'The items were looked at one by one; see results.',
    body: ImportUsersResult,
  },
  problems: [],
});
