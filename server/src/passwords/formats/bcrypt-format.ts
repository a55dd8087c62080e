import bcrypt from 'bcrypt';
import type { HashReader } from './stored-hash.ts';

const form = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{53})$/;

/** A cost of 15 takes about two seconds of a core. */
const costs = { min: 4, max: 15 };

/** What bcrypt looks at of a password. */
const maxBytes = 72;

/**
 * Reads bcrypt. The letters a, b and y tell apart libraries that once counted lengths wrongly; for what bcrypt looks at
 * of a password they mean the same, and the library knows only b.
 */
export const readBcrypt: HashReader = (text) => {
  if (!text.startsWith('$2')) return undefined;
  const [, cost, rest] = form.exec(text) ?? [];
  if (cost === undefined || rest === undefined) return 'invalid_hash';
  if (Number(cost) < costs.min || Number(cost) > costs.max) return 'out_of_bounds';
  const hash = `$2b$${cost}$${rest}`;
  return {
    format: 'bcrypt',
    verify: (password) => bcrypt.compare(Buffer.from(password).subarray(0, maxBytes), hash),
  };
};
