import { pbkdf2Hash } from './pbkdf2.ts';
import { decodeBase64, type HashReader } from './stored-hash.ts';

const form = /^pbkdf2_(sha1|sha256)\$(\d{1,9})\$([\x21-\x23\x25-\x7e]+)\$([A-Za-z0-9+/]+=*)$/;

/** Reads PBKDF2 as Django writes it: `pbkdf2_sha256$iterations$salt$tag`, the salt being the text itself. */
export const readDjango: HashReader = (text) => {
  if (!text.startsWith('pbkdf2_')) return undefined;
  const [, name, iterations, salt, tagText] = form.exec(text) ?? [];
  const tag = decodeBase64(tagText ?? '');
  if (name === undefined || salt === undefined || !tag) return 'invalid_hash';
  return pbkdf2Hash({
    digest: name === 'sha1' ? 'sha1' : 'sha256',
    iterations: Number(iterations),
    salt: Buffer.from(salt),
    tag,
  });
};
