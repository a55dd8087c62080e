import type { ImportItemRequest, User, UserStatus } from '@roster/client';
import type { SourceRecord } from './source-record.ts';

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

/** What `isActive` is to be sent: a pending account is not active, but must not become a disabled one. */
const sentBy: Readonly<Record<UserStatus, boolean>> = { pending: true, active: true, disabled: false };
const statuses = new Map(Object.entries(sentBy));

const isEmptySet = (value: unknown) => Array.isArray(value) && value.length === 0;

/** How many names a fault says; a record may have any number of them, of any length. */
const maxToldNames = 10;

/**
 * Is asked before they are sent: the service refuses a request with such a name as a whole, and names so few at a time
 * that a file full of them would be sent over and over.
 */
function faultOfNames(names: readonly string[]): string | undefined {
  const unknown = names.filter(
    (name) => !Object.hasOwn(itemFields, name) && !Object.hasOwn(exportedFields, name),
  );
  if (unknown.length === 0) return undefined;
  const told = unknown.slice(0, maxToldNames).map((name) => `'${name.slice(0, 100)}'`);
  const more = unknown.length > told.length ? ` and ${unknown.length - told.length} others` : '';
  return `There is no field ${told.join(', ')}${more}.`;
}

/**
 * An account of a file, or of an export, as one that can be imported. A status that is not known is a fault: whoever is
 * locked out by another word must not be let in here.
 */
export function toContent(fields: Readonly<Record<string, unknown>>): SourceRecord['content'] {
  const fault = faultOfNames(Object.keys(fields));
  if (fault !== undefined) return { fault };
  const kept = Object.entries(fields).filter(([name]) => !Object.hasOwn(exportedFields, name));
  const { isActive } = fields;
  if (fields.status === undefined) return { fields: Object.fromEntries(kept) };
  const status = String(fields.status).trim().toLowerCase();
  const sent = statuses.get(status);
  if (sent === undefined) return { fault: `status: Must be one of ${[...statuses.keys()].join(', ')}.` };
  // An export has both.
  if (isActive !== undefined && isActive !== (status === 'active'))
    return { fault: 'isActive: Must be true exactly when status is active.' };
  // An export names every set, but to send even an empty one needs users:grant.
  const given = kept.filter(([, value]) => !isEmptySet(value));
  return { fields: { ...Object.fromEntries(given), isActive: sent } };
}
