import { superRoleName, type User } from '@roster/contract';
import type * as z from 'zod';
import { includedRoles } from '../authority/rights.ts';
import { timestamp, timestampOrNull } from '../http/timestamp.ts';
import { roleOf } from './party.ts';
import { parseNames, type UserRow } from './user-row.ts';

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
    permissions: [...parseNames(row.permissions)],
    servers: [...parseNames(row.servers)],
    groups: [...parseNames(row.groups)],
    metadata: JSON.parse(row.metadata),
    mustChangePassword: row.must_change_password === 1,
    createdAt: timestamp(row.created_at),
    updatedAt: timestamp(row.updated_at),
    lastLoginAt: timestampOrNull(row.last_login_at),
    lastSeenAt: timestampOrNull(row.last_seen_at),
    version: row.version,
  };
}
