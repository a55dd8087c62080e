import { readArgon2 } from './argon2-format.ts';
import { readAspNet } from './aspnet-format.ts';
import { readBcrypt } from './bcrypt-format.ts';
import { readDjango } from './django-format.ts';
import { readScrypt } from './scrypt-format.ts';
import type { HashFault, HashReader, StoredHash } from './stored-hash.ts';

const readers: readonly HashReader[] = [readArgon2, readBcrypt, readScrypt, readDjango, readAspNet];

/** Reads a password hash in any of the known forms. What is out of bounds is never checked, wherever it came from. */
export function readStoredHash(text: string): StoredHash | HashFault {
  for (const read of readers) {
    const found = read(text);
    if (found !== undefined) return found;
  }
  return 'invalid_hash';
}
