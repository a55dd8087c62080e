import { pbkdf2Hash } from './pbkdf2.ts';
import { decodeBase64, type HashReader } from './stored-hash.ts';

/** The numbers under which ASP.NET knows the digests. */
const digests = ['sha1', 'sha256', 'sha512'] as const;

const form = /^[A-Za-z0-9+/]{40,}={0,2}$/;
const versionMarker = 1;
const headerBytes = 13;

/**
 * Reads PBKDF2 as ASP.NET Core Identity (version 3) writes it: base64 of a marker, three numbers of four bytes (digest,
 * iterations, length of the salt), the salt and the tag.
 */
export const readAspNet: HashReader = (text) => {
  const bytes = form.test(text) ? decodeBase64(text) : undefined;
  if (bytes?.[0] !== versionMarker) return undefined;
  const digest = digests[bytes.readUInt32BE(1)];
  const saltEnd = headerBytes + bytes.readUInt32BE(9);
  if (digest === undefined || saltEnd >= bytes.length) return 'invalid_hash';
  const [salt, tag] = [bytes.subarray(headerBytes, saltEnd), bytes.subarray(saltEnd)];
  return pbkdf2Hash({ digest, iterations: bytes.readUInt32BE(5), salt, tag });
};
