import type { UserStatus } from '@roster/contract';
import type * as z from 'zod';
import { remember } from '../remember.ts';

/** The columns of the table `users`, as they are stored. Moments are milliseconds since 1970. */
export interface UserRecord {
  id: string;
  username: string;
  username_key: string;
  email: string | null;
  email_key: string | null;
  display_name: string | null;
  did: string | null;
  role_id: string;
  status: z.output<typeof UserStatus>;
  /** Sorted names as a JSON array, like the next two. */
  permissions: string;
  servers: string;
  groups: string;
  metadata: string;
  must_change_password: 0 | 1;
  created_at: number;
  updated_at: number;
  last_login_at: number | null;
  last_seen_at: number | null;
  version: number;
}

/** A user together with name and rank of the role. */
export interface UserRow extends UserRecord {
  role_name: string;
  role_rank: number;
}

const maxKnownSets = 1_000;
const maxKnownLength = 200;
/** Short sets that were read lately: users have them in common, and a page of fifty holds a hundred and fifty. */
const knownSets = new Map<string, readonly string[]>();

/** Reads a set of names as it is stored. */
export function parseNames(json: string): readonly string[] {
  const known = knownSets.get(json);
  if (known !== undefined) return known;
  const parsed: unknown = JSON.parse(json);
  const names = Array.isArray(parsed) ? parsed.map(String) : [];
  if (json.length <= maxKnownLength) remember(knownSets, json, names, maxKnownSets);
  return names;
}

/** Writes a set of names as it is stored: sorted, each once. */
export function formatNames(names: Iterable<string>): string {
  return JSON.stringify([...new Set(names)].sort());
}
