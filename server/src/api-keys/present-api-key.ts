import { type ApiKey, basePath } from '@roster/contract';
import type * as z from 'zod';
import { timestamp, timestampOrNull } from '../http/timestamp.ts';
import { parseNames } from '../users/user-row.ts';
import type { ApiKeyRow } from './api-key-row.ts';

/** A key as clients see it. */
export function presentApiKey(row: ApiKeyRow): z.input<typeof ApiKey> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    userId: row.user_id,
    createdBy: row.created_by,
    permissions: [...parseNames(row.permissions)],
    createdAt: timestamp(row.created_at),
    expiresAt: timestampOrNull(row.expires_at),
    lastUsedAt: timestampOrNull(row.last_used_at),
    revokedAt: timestampOrNull(row.revoked_at),
    version: row.version,
  };
}

/** Where its user finds a key. */
export function apiKeyLocation(id: string): string {
  return `${basePath}/api-keys/${id}`;
}
