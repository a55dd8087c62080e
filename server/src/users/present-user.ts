import { superRoleName, type User } from '@roster/contract';
import type * as z from 'zod';
import { includedRoles } from '../authority/rights.ts';
import { roleOf } from './party.ts';
import { parseNames, type UserRow } from './user-row.ts';

const dayMs = 86_400_000;
const maxDates = 1_000;
/** The date of each day that was written lately. */
const dates = new Map<number, string>();

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  if (dates.size >= maxDates) dates.clear();
  const [date = ''] = new Date(day * dayMs).toISOString().split('T', 1);
  dates.set(day, date);
  return date;
}

/**
 * A moment on the wire. A page of users holds two hundred of them, and this takes a third of the time of `Date`, which
 * would be a tenth of what the whole page costs.
 */
export function timestamp(moment: number): string {
  const day = Math.floor(moment / dayMs);
  const ms = moment - day * dayMs;
  const digits = (value: number, length = 2): string => String(Math.floor(value)).padStart(length, '0');
  const time = `${digits(ms / 3_600_000)}:${digits((ms / 60_000) % 60)}:${digits((ms / 1_000) % 60)}`;
  return `${dateOf(day)}T${time}.${digits(ms % 1_000, 3)}Z`;
}

/** The same for a moment that need not be there. */
export function timestampOrNull(moment: number | null): string | null {
  return moment === null ? null : timestamp(moment);
}

/** A row as clients see it. */
export function presentUser(row: UserRow): z.input<typeof User> {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.display_name,
    did: row.did,
    role: row.role_name,
    roles: [row.role_name, ...includedRoles(roleOf(row)).map((role) => role.name)],
    isSuper: row.role_id === superRoleName,
    status: row.status,
    isActive: row.status === 'active',
    permissions: parseNames(row.permissions),
    servers: parseNames(row.servers),
    groups: parseNames(row.groups),
    metadata: JSON.parse(row.metadata),
    mustChangePassword: row.must_change_password === 1,
    createdAt: timestamp(row.created_at),
    updatedAt: timestamp(row.updated_at),
    lastLoginAt: timestampOrNull(row.last_login_at),
    lastSeenAt: timestampOrNull(row.last_seen_at),
    version: row.version,
  };
}
