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

const isEmptySet = (value: unknown) => Array.isArray(value) && value.length === 0;

/** An account of an export as one that can be imported; any other stays as it is. */
export function withoutExportedFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([name]) => !Object.hasOwn(exportedFields, name));
  if (typeof fields.status !== 'string') return Object.fromEntries(kept);
  // An export names every set, but to send even an empty one needs users:grant.
  const given = kept.filter(([, value]) => !isEmptySet(value));
  // A pending account is not active, but it must not become a disabled one.
  return { ...Object.fromEntries(given), isActive: fields.status !== 'disabled' };
}
