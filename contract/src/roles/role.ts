import * as z from 'zod';
import { Description, PermissionName, RoleName } from '../primitives.ts';

export const Role = z
  .strictObject({
    name: z.string().meta({ description: 'Name of the role.', examples: ['support'] }),
    description: z
      .string()
      .meta({ description: 'What it is for.', examples: ['Answers questions of users.'] }),
    rank: z.int().meta({
      description: 'From 1 to 99; super_admin has 100. Nobody assigns a role ranked above their own.',
      examples: [50],
    }),
    builtIn: z
      .boolean()
      .meta({ description: 'True for the four roles that are always there.', examples: [false] }),
    permissions: z.array(z.string()).meta({
      description:
        'What the role holds itself, sorted; empty where it is computed, as for super_admin and admin.',
      examples: [['users:read']],
    }),
    effectivePermissions: z.array(z.string()).meta({
      description: 'What the role holds together with the roles it includes, sorted.',
      examples: [['api-keys:create', 'users:read']],
    }),
    includes: z.array(z.string()).meta({
      description: 'The built-in roles of lower rank, highest first; all they hold, this role holds too.',
      examples: [['editor', 'viewer']],
    }),
    userCount: z
      .int()
      .min(0)
      .meta({ description: 'How many users have the role.', examples: [7] }),
    version: z
      .int()
      .min(1)
      .meta({ description: 'Grows by one with every change.', examples: [1] }),
  })
  .meta({ id: 'Role', description: 'A named set of permissions with a rank.' });

export const Rank = z
  .int()
  .min(1)
  .max(99)
  .meta({
    description: 'The role includes every built-in role of lower rank: admin 80, editor 40, viewer 20.',
    examples: [50],
  });

export const RolePermissions = z
  .array(PermissionName)
  .max(1000)
  .meta({
    description: 'Permissions of the catalogue that the role holds itself.',
    examples: [['users:read']],
  });

export const roleFields = {
  name: RoleName,
  description: Description,
  rank: Rank,
  permissions: RolePermissions,
};

/** The path parameter of every operation on one role. */
export const RolePath = z.strictObject({
  roleName: RoleName.meta({ description: 'Name of the role.', examples: ['support'] }),
});
