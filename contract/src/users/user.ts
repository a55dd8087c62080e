import * as z from 'zod';
import { Id, Timestamp } from '../primitives.ts';

/** The states of an account. */
export const userStatuses = ['pending', 'active', 'disabled'] as const;

export const UserStatus = z.enum(userStatuses).meta({
  id: 'UserStatus',
  description:
    '`pending`: has no credential yet; `active`: can log in; `disabled`: switched off by an administrator.',
  examples: ['active'],
});

export const User = z
  .strictObject({
    id: Id,
    username: z.string().meta({ description: 'As it was typed.', examples: ['jane'] }),
    email: z
      .string()
      .nullable()
      .meta({ description: 'E-mail address.', examples: ['jane@example.org'] }),
    displayName: z
      .string()
      .nullable()
      .meta({ description: 'The name shown to people.', examples: ['Jane Roe'] }),
    did: z
      .string()
      .nullable()
      .meta({ description: 'Decentralized identifier.', examples: [null] }),
    role: z.string().meta({ description: 'Name of the role.', examples: ['editor'] }),
    roles: z.array(z.string()).meta({
      description: 'The role and every role it includes, highest first.',
      examples: [['editor', 'viewer']],
    }),
    isSuper: z.boolean().meta({ description: 'True for the one super admin.', examples: [false] }),
    status: UserStatus,
    isActive: z.boolean().meta({ description: 'True exactly when status is active.', examples: [true] }),
    permissions: z.array(z.string()).meta({
      description: 'Direct grants, sorted. NOT all that the user may do: the role adds its own.',
      examples: [['stats:read']],
    }),
    servers: z.array(z.string()).meta({ description: 'Names of servers, sorted.', examples: [['eu-1']] }),
    groups: z.array(z.string()).meta({ description: 'Names of groups, sorted.', examples: [['support']] }),
    metadata: z.record(z.string(), z.unknown()).meta({
      description: 'Free JSON of an application; never a source of rights.',
      examples: [{ department: 'Support' }],
    }),
    mustChangePassword: z.boolean().meta({
      description: 'True while nothing but changing the password is possible.',
      examples: [false],
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    lastLoginAt: Timestamp.nullable(),
    lastSeenAt: Timestamp.nullable(),
    version: z
      .int()
      .min(1)
      .meta({ description: 'Grows by one with every change.', examples: [1] }),
  })
  .meta({ id: 'User', description: 'An account.' });

export type User = z.output<typeof User>;
