import * as z from 'zod';
import { Page } from '../pagination.ts';
import { Id, LabelName, Moment, PermissionName, Timestamp } from '../primitives.ts';

const fields = {
  id: Id,
  name: z
    .string()
    .meta({ description: 'What the key is called; several may be called alike.', examples: ['backup job'] }),
  prefix: z.string().meta({
    description: 'How the newest secret begins, to recognize it by.',
    examples: ['rst_k_Zk3v8Q'],
  }),
  userId: Id.meta({ description: 'The user as whom the key acts.' }),
  createdBy: Id.meta({ description: 'Who made the key; the key never does what that user may not do.' }),
  permissions: z.array(z.string()).meta({
    description:
      'What the key was given, sorted. At each request it may do those of them that its user, and whoever made it, hold at that moment.',
    examples: [['users:read']],
  }),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable().meta({ description: 'From then on the key is dead; null for never.' }),
  lastUsedAt: Timestamp.nullable().meta({ description: 'To the minute; null if it was never used.' }),
  revokedAt: Timestamp.nullable().meta({
    description: 'When it was revoked, which is for good.',
    examples: [null],
  }),
  version: z
    .int()
    .min(1)
    .meta({ description: 'Grows by one with every change.', examples: [1] }),
};

export const ApiKey = z.strictObject(fields).meta({
  id: 'ApiKey',
  description: 'A credential for programs. It acts as a user, with permissions of its own.',
});

export const ApiKeyWithSecret = z
  .strictObject({
    ...fields,
    key: z.string().meta({
      description: 'Send it as `Authorization: Bearer …`. Opaque; shown only here.',
      examples: ['rst_k_Zk3v8Qm1Xc5nB7tR2wY9pL4sD6fG0hJqA1uE3iO5zK8'],
    }),
  })
  .meta({ id: 'ApiKeyWithSecret', description: 'An API key together with its secret.' });

export const ApiKeyList = z
  .strictObject({ data: z.array(ApiKey).meta({ description: 'The keys of this page.' }), page: Page })
  .meta({ id: 'ApiKeyList', description: 'A page of API keys.' });

export const CreateApiKeyRequest = z
  .strictObject({
    name: LabelName.meta({ description: 'What the key is called.', examples: ['backup job'] }),
    permissions: z
      .array(PermissionName)
      .max(1000)
      .meta({
        description: 'Permissions of the catalogue; an empty list gives a key that may do nothing.',
        examples: [['users:read']],
      }),
    expiresAt: Moment.nullable()
      .optional()
      .meta({
        description: 'In the future; the key never expires when left out or null.',
        examples: ['2027-03-14T09:26:53.589Z'],
      }),
  })
  .meta({
    id: 'CreateApiKeyRequest',
    description: 'A new API key.',
    examples: [{ name: 'backup job', permissions: ['users:read'], expiresAt: null }],
  });

export const ApiKeyId = Id.meta({ description: 'The id of an API key.' });

/** The path parameter of every operation on a key of one’s own. */
export const ApiKeyPath = z.strictObject({ apiKeyId: ApiKeyId });
