import type { ImportItemRequest, User } from '@roster/client';

/** The fields of an account that can be imported, and what a cell of each holds. */
export const itemFields = {
  username: 'text',
  password: 'secret',
  passwordHash: 'secret',
  email: 'text',
  displayName: 'text',
  did: 'text',
  role: 'text',
  permissions: 'names',
  template: 'text',
  isActive: 'flag',
  servers: 'names',
  groups: 'names',
  metadata: 'json',
  mustChangePassword: 'flag',
} as const satisfies Record<keyof ImportItemRequest, string>;

/** What an export says besides: it follows from the rest, or belongs to the account that was exported. */
export const exportedFields = {
  id: true,
  roles: true,
  isSuper: true,
  status: true,
  createdAt: true,
  updatedAt: true,
  lastLoginAt: true,
  lastSeenAt: true,
  version: true,
} as const satisfies Record<Exclude<keyof User, keyof ImportItemRequest>, true>;

/** An account of an export as one that can be imported; any other stays as it is. */
export function withoutExportedFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !Object.hasOwn(exportedFields, name)),
  );
  // A pending account is not active, but it must not become a disabled one.
  return typeof fields.status === 'string' ? { ...kept, isActive: fields.status !== 'disabled' } : kept;
}
