import type { HandlerRequest } from '../../http/handler.ts';
import { fieldRefusal, Refusal } from '../../http/refusal.ts';
import { readStoredHash } from '../../passwords/formats/read-stored-hash.ts';
import type { PasswordHasher } from '../../passwords/password-hasher.ts';
import { newPasswordRefusal } from '../../passwords/password-rules.ts';
import { refuseForeignUsername, usernameFor } from '../identity-rules.ts';

export type ImportItem = HandlerRequest<'importUsers'>['body']['items'][number];

/** An item with what can be said of it without the database. */
export interface CheckedItem {
  readonly index: number;
  readonly item: ImportItem;
  readonly username: string;
  /** Why it cannot be created whoever asks. */
  readonly refusal: Refusal | undefined;
  /** Why its password cannot be set; said only to those who may create it. */
  readonly passwordRefusal: Refusal | undefined;
}

const hashFaults = {
  invalid_hash: 'Is not a password hash in one of the known formats.',
  out_of_bounds: 'Its parameters are beyond what is ever checked.',
} as const;

function passwordRefusal(item: ImportItem, username: string, minLength: number): Refusal | undefined {
  const { password, passwordHash } = item;
  if (password !== undefined) return newPasswordRefusal({ field: 'password', password, username, minLength });
  const read = passwordHash === undefined ? undefined : readStoredHash(passwordHash);
  if (typeof read !== 'string') return undefined;
  return fieldRefusal('password-refused', 'passwordHash', read, hashFaults[read]);
}

/** Looks at an item by itself. */
export function checkItem(item: ImportItem, index: number, minLength: number): CheckedItem {
  const { email = null, did = null } = item;
  try {
    const username = usernameFor(item.username, did);
    refuseForeignUsername({ username, email, did });
    return {
      index,
      item,
      username,
      refusal: undefined,
      passwordRefusal: passwordRefusal(item, username, minLength),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { index, item, username: '', refusal: error, passwordRefusal: undefined };
  }
}

/** The hashes by index of the item: those that were sent, and those of plain passwords that may be set. */
export async function hashPasswords(
  items: readonly CheckedItem[],
  hasher: PasswordHasher,
): Promise<ReadonlyMap<number, string>> {
  const hashes = new Map<number, string>();
  for (const { index, item, refusal, passwordRefusal: weak } of items) {
    if (refusal ?? weak) continue;
    if (item.passwordHash !== undefined) hashes.set(index, item.passwordHash);
    // One after the other: a hundred at once would keep everybody else from logging in.
    else if (item.password !== undefined) hashes.set(index, await hasher.hash(item.password));
  }
  return hashes;
}
