import * as z from 'zod';
import { Description, PermissionName, TemplateName } from '../primitives.ts';

export const Template = z
  .strictObject({
    name: z.string().meta({ description: 'Name of the template.', examples: ['operator'] }),
    description: z
      .string()
      .meta({ description: 'What it is for.', examples: ['Looks after running systems.'] }),
    permissions: z.array(z.string()).meta({
      description: 'What is granted when the template is applied now, sorted.',
      examples: [['stats:read']],
    }),
    builtIn: z.boolean().meta({
      description: 'True for the templates that are always there; they may be replaced.',
      examples: [true],
    }),
    version: z
      .int()
      .min(1)
      .meta({ description: 'Grows by one with every change.', examples: [1] }),
  })
  .meta({
    id: 'Template',
    description: 'A list of permissions that is copied into direct grants. Changing it changes no user.',
  });

export const templateFields = {
  description: Description,
  permissions: z
    .array(PermissionName)
    .max(1000)
    .meta({
      description: 'Permissions of the catalogue.',
      examples: [['stats:read', 'users:read']],
    }),
};

/** The path parameter of every operation on one template. */
export const TemplatePath = z.strictObject({ templateName: TemplateName });
