/** Built-in permissions, each with the sentence that the catalogue and the document show. */
export const builtInPermissions = {
  'users:read': 'See users; needed besides for every operation that names a user.',
  'users:create': 'Create users with the default role and no further rights.',
  'users:update': 'Change names, e-mail and metadata of users.',
  'users:disable': 'Disable and enable users.',
  'users:reset-password': 'Set a new password for users, and set or change their DID.',
  'users:grant': 'Change role, permissions, servers and groups of users.',
  'users:delete': 'Delete users.',
  'users:import': 'Import users.',
  'users:export': 'Export users.',
  'roles:read': 'See roles.',
  'roles:manage': 'Create, change and delete roles.',
  'permissions:read': 'See the permission catalogue and the templates.',
  'permissions:manage': 'Change the permission catalogue and the templates.',
  'sessions:read': 'See the sessions of users.',
  'sessions:revoke': 'End the sessions of users.',
  'sessions:introspect': 'Ask whether a credential is valid, on behalf of an application.',
  'api-keys:create': 'Create API keys for oneself.',
  'api-keys:read': 'See the API keys of other users.',
  'api-keys:manage': 'Create and revoke API keys of other users.',
  'stats:read': 'See the statistics.',
  'audit:read': 'See the audit trail.',
} as const satisfies Record<string, string>;

/** The name of a built-in permission. */
export type BuiltInPermission = keyof typeof builtInPermissions;

/** Narrows the keys of the table above, which `Object.keys` types as plain strings. */
function isBuiltInPermission(name: string): name is BuiltInPermission {
  return Object.hasOwn(builtInPermissions, name);
}

/** What the names of permissions that applications register must not begin with. */
export const reservedSegments: ReadonlySet<string> = new Set(
  Object.keys(builtInPermissions).map((name) => categoryOf(name)),
);

/** The category of a built-in permission: the first segment of its name. */
export function categoryOf(name: string): string {
  return name.split(/[.:]/, 1)[0] ?? name;
}

/** All built-in permissions, sorted by name. */
export const builtInPermissionNames: readonly BuiltInPermission[] = Object.keys(builtInPermissions)
  .filter(isBuiltInPermission)
  .sort();

/** One built-in role; `permissions` are its own, without those of the roles it includes. */
export interface BuiltInRole {
  readonly name: string;
  readonly rank: number;
  readonly description: string;
  readonly permissions: readonly BuiltInPermission[];
}

/**
 * The built-in roles, highest first. The permissions of `super_admin` and `admin` are computed from
 * the catalogue, so that they hold what is registered tomorrow.
 */
export const builtInRoles = [
  { name: 'super_admin', rank: 100, description: 'The one super admin: may do everything.', permissions: [] },
  {
    name: 'admin',
    rank: 80,
    description: 'May do everything except changing roles and the permission catalogue.',
    permissions: [],
  },
  {
    name: 'editor',
    rank: 40,
    description: 'May create API keys for itself.',
    permissions: ['api-keys:create'],
  },
  {
    name: 'viewer',
    rank: 20,
    description: 'The default role, without permissions of its own.',
    permissions: [],
  },
] as const satisfies readonly BuiltInRole[];

/** What `admin` does not hold of the catalogue, and what cannot be put into `viewer` or `editor`. */
export const superOnlyPermissions = [
  'roles:manage',
  'permissions:manage',
] as const satisfies readonly BuiltInPermission[];

/** The role of a user that is created without one. */
export const defaultRoleName = 'viewer';

/** The role of the one super admin. */
export const superRoleName = 'super_admin';

/** The role that the old super admin is left with, and that counts as an administrator in the statistics. */
export const adminRoleName = 'admin';

/** The built-in permission templates; their lists are computed from the catalogue at the moment of use. */
export const builtInTemplates = {
  viewer: 'Every permission whose last segment is read, except audit:read and sessions:read.',
  operator: 'What viewer holds, API keys for oneself, and ending sessions.',
  manager: 'What operator holds, and creating, changing, disabling and resetting users.',
  full_access: 'The whole catalogue.',
} as const satisfies Record<string, string>;
