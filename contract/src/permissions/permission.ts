import * as z from 'zod';
import { Description, PermissionName, withoutControls } from '../primitives.ts';
import { text } from '../text.ts';

export const Permission = z
  .strictObject({
    name: z.string().meta({ description: 'Name of the permission.', examples: ['assets:read'] }),
    description: z.string().meta({ description: 'What it allows.', examples: ['See the assets.'] }),
    category: z.string().meta({ description: 'What it belongs to.', examples: ['assets'] }),
    builtIn: z
      .boolean()
      .meta({ description: 'True for the permissions of this service.', examples: [false] }),
  })
  .meta({ id: 'Permission', description: 'An entry of the catalogue.' });

export const permissionFields = {
  description: Description,
  category: text({ min: 1, max: 100 })
    .check(withoutControls)
    .meta({ description: 'What it belongs to.', examples: ['assets'] }),
};

/** The path parameter of every operation on one permission. */
export const PermissionPath = z.strictObject({
  permission: PermissionName.meta({ description: 'Name of the permission.', examples: ['assets:read'] }),
});
