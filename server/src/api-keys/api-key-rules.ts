import type { Reader } from '../database/database.ts';
import { fieldRefusal, Refusal } from '../http/refusal.ts';
import { findApiKey } from './api-key-queries.ts';
import type { ApiKeyRow } from './api-key-row.ts';

/** @throws Refusal `api-key-not-found` unless the user has a key of this id. */
export async function requireApiKey(reader: Reader, userId: string, id: string): Promise<ApiKeyRow> {
  const key = await findApiKey(reader, userId, id);
  if (key) return key;
  throw new Refusal('api-key-not-found', 'The user has no API key of this id.');
}

/**
 * When a new key is to expire.
 * @throws Refusal `validation-failed` when that is over already
 */
export function expiryOf(expiresAt: string | null | undefined, now: number): number | null {
  if (expiresAt === null || expiresAt === undefined) return null;
  const moment = Date.parse(expiresAt);
  if (moment > now) return moment;
  throw fieldRefusal('validation-failed', 'expiresAt', 'not_in_future', 'Must be in the future.');
}
