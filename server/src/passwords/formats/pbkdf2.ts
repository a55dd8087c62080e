import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type HashFault, hasUsualLengths, type StoredHash } from './stored-hash.ts';

const derive = promisify(pbkdf2);

/** The parts of a PBKDF2 hash, however it was written. */
export interface Pbkdf2Parts {
  readonly digest: 'sha1' | 'sha256' | 'sha512';
  readonly iterations: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** Two million take about a second of a core. */
const iterationBounds = { min: 1_000, max: 2_000_000 };

/** A PBKDF2 hash that may be checked, or why not. */
export function pbkdf2Hash({ digest, iterations, salt, tag }: Pbkdf2Parts): StoredHash | HashFault {
  if (iterations < iterationBounds.min || iterations > iterationBounds.max) return 'out_of_bounds';
  if (!hasUsualLengths(salt, tag)) return 'out_of_bounds';
  return {
    format: 'pbkdf2',
    verify: async (password) =>
      timingSafeEqual(await derive(password, salt, iterations, tag.length, digest), tag),
  };
}
