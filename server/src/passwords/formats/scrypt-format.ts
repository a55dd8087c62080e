import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { maxMemoryKib } from '../argon2-parameters.ts';
import { decodeBase64, type HashReader, hasUsualLengths } from './stored-hash.ts';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Memory times lanes: what one check may cost, about two seconds of a core. */
const maxWorkKib = 524_288;
const minLogCost = 10;

/** Reads scrypt in PHC string form: the binary logarithm of the cost, block size, lanes. */
export const readScrypt: HashReader = (text) => {
  if (!text.startsWith('$scrypt$')) return undefined;
  const [, ln, r, p, saltText, tagText] = form.exec(text) ?? [];
  const salt = decodeBase64(saltText ?? '');
  const tag = decodeBase64(tagText ?? '');
  if (ln === undefined || !salt || !tag) return 'invalid_hash';
  const [cost, blockSize, parallelization] = [2 ** Number(ln), Number(r), Number(p)];
  const memoryKib = (128 * cost * blockSize) / 1024;
  const isAffordable = memoryKib <= maxMemoryKib && memoryKib * parallelization <= maxWorkKib;
  const isStrongEnough = Number(ln) >= minLogCost && blockSize >= 1 && parallelization >= 1;
  if (!isAffordable || !isStrongEnough || !hasUsualLengths(salt, tag)) return 'out_of_bounds';
  // Node refuses above 32 MiB unless told otherwise; a little more than the blocks is needed beside them.
  const options = { cost, blockSize, parallelization, maxmem: 2 * maxMemoryKib * 1024 };
  return {
    format: 'scrypt',
    verify: async (password) => timingSafeEqual(await derive(password, salt, tag.length, options), tag),
  };
};
