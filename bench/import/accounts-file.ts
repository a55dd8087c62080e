import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportItemRequest } from '@roster/client';
import { parseNames } from '../../server/src/users/user-row.ts';
import { sampleUser } from '../support/sample-users.ts';

const builtInRoles = ['admin', 'editor', 'viewer'];
const saltLetters = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A hash as bcrypt writes it, of a password that nobody knows; another one for each account. */
function hashOf(index: number): string {
  const letter = (place: number) =>
    saltLetters[(index * 31 + place * 17 + (index >> (place % 16))) % 64] ?? '.';
  // The last letters of salt and hash hold only some of their bits.
  const letters = (count: number) => Array.from({ length: count }, (_, place) => letter(place)).join('');
  return `$2b$12$${letters(21)}u${letters(30)}u`;
}

function accountOf(index: number, count: number): ImportItemRequest {
  const user = sampleUser(index, { count, seed: 1, until: Date.UTC(2026, 0) });
  return {
    username: user.username,
    passwordHash: hashOf(index),
    email: user.email ?? undefined,
    displayName: user.display_name ?? undefined,
    did: user.did ?? undefined,
    role: builtInRoles.includes(user.role_id) ? user.role_id : undefined,
    permissions: parseNames(user.permissions),
    servers: parseNames(user.servers),
    groups: parseNames(user.groups),
    metadata: JSON.parse(user.metadata),
    isActive: user.status === 'disabled' ? false : undefined,
  };
}

/** Writes a file with so many sample accounts, one JSON object on each line, and gives their usernames. */
export async function writeAccounts(path: string, count: number): Promise<readonly string[]> {
  const usernames: string[] = [];
  function* lines() {
    for (let index = 0; index < count; index += 1) {
      const account = accountOf(index, count);
      usernames.push(account.username ?? '');
      yield `${JSON.stringify(account)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return usernames;
}
