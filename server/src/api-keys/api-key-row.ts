/** The columns of the table `api_keys`. Moments are milliseconds since 1970. */
export interface ApiKeyRow {
  id: string;
  user_id: string;
  created_by: string;
  name: string;
  prefix: string;
  /** Sorted names as a JSON array. */
  permissions: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
  version: number;
}

/** True if the key is neither revoked nor expired. */
export function isLive(key: Pick<ApiKeyRow, 'revoked_at' | 'expires_at'>, now: number): boolean {
  return key.revoked_at === null && (key.expires_at === null || key.expires_at > now);
}
