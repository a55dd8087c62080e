import * as z from 'zod';
import { Metadata } from '../metadata.ts';
import {
  Did,
  DisplayName,
  Email,
  LabelName,
  PermissionName,
  RoleName,
  Username,
  UserReference,
} from '../primitives.ts';

/** How many servers and groups a user may have, together. */
export const maxLabels = 200;

function labelSet(description: string) {
  return z
    .array(LabelName)
    .max(maxLabels)
    .check(
      z.refine((names: string[]) => new Set(names).size === names.length, {
        error: 'Must not name anything twice.',
        params: { type: 'duplicate_items' },
      }),
    )
    .meta({ description, uniqueItems: true, examples: [['eu-1']] });
}

/** The fields of a user that an administrator may set, at creation or later. */
export const userFields = {
  username: Username,
  email: Email.nullable(),
  displayName: DisplayName.nullable(),
  did: Did.nullable(),
  role: RoleName,
  servers: labelSet('Names of servers; together with groups at most 200.'),
  groups: labelSet('Names of groups; together with servers at most 200.'),
  metadata: Metadata,
};

export const DirectGrants = z
  .array(PermissionName)
  .max(1000)
  .meta({
    description: 'Permissions of the catalogue, granted beside the role.',
    examples: [['stats:read']],
  });

/** The path parameter of every operation on one user. */
export const UserPath = z.strictObject({ user: UserReference });

/** The two sets of labels share one limit. */
export function labelsWithinLimit(body: {
  servers?: string[] | undefined;
  groups?: string[] | undefined;
}): boolean {
  return (body.servers?.length ?? 0) + (body.groups?.length ?? 0) <= maxLabels;
}

/** True unless the body is an empty object: a change that names nothing is a mistake. */
export function namesSomething(body: object): boolean {
  return Object.keys(body).length > 0;
}
