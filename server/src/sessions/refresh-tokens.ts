import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashToken, prefixes, purposes, type Transport } from './tokens.ts';

/*
 * A refresh token says to which family it belongs, which are the refresh tokens of one session, and which generation it
 * is, and proves both. The key of the proof is made of the name of the family, of which the table has only the hash, and
 * of a salt, which only the table has. So neither the table nor an old token yields one that can be used, every token
 * that was ever issued is known by one row for the whole session, and whoever holds the presented token can be given
 * the same successor again when the answer was lost.
 */
const familyBytes = 32;
const generationBytes = 4;
const proofBytes = 24;
const proofStart = familyBytes + generationBytes;

/** The number of the tokens that a session begins with. */
export const firstGeneration = 1;

/** Exactly as many characters as there are bits, so that no two texts stand for the same bytes. */
const form = /^[A-Za-z0-9_-]{80}$/;

/** What the tokens of a session are made from. */
export interface TokenFamily {
  readonly transport: Transport;
  /** Random; it is in every refresh token of the session, and nowhere else. */
  readonly name: Buffer;
  /** The random part that is stored. */
  readonly salt: string;
}

/** A refresh token as it was presented; whether it was ever issued is still to be looked at. */
export interface PresentedToken extends Pick<TokenFamily, 'transport' | 'name'> {
  readonly generation: number;
  readonly proof: Buffer;
}

/** The tokens of one generation. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The family of a session that begins. */
export function newFamily(transport: Transport): TokenFamily {
  return { transport, name: randomBytes(familyBytes), salt: randomBytes(32).toString('hex') };
}

/** Under which the family is found. A fast hash is enough, because there are 256 bits to guess. */
export function hashFamily({ transport, name }: Pick<TokenFamily, 'transport' | 'name'>): string {
  return hashToken(prefixes[purposes[transport].refresh] + name.toString('base64url'));
}

function secretOf({ name, salt }: TokenFamily, what: string): Buffer {
  const key = createHmac('sha256', Buffer.from(salt, 'hex')).update(name).digest();
  return createHmac('sha256', key).update(what).digest();
}

function proofOf(family: TokenFamily, generation: number): Buffer {
  const purpose = purposes[family.transport].refresh;
  return secretOf(family, `${purpose}:${generation}`).subarray(0, proofBytes);
}

/** The tokens of a generation, the same whenever they are made. */
export function pairOf(family: TokenFamily, generation: number): TokenPair {
  const { access, refresh } = purposes[family.transport];
  const number = Buffer.alloc(generationBytes);
  number.writeUInt32BE(generation);
  const parts = Buffer.concat([family.name, number, proofOf(family, generation)]);
  return {
    accessToken: prefixes[access] + secretOf(family, `${access}:${generation}`).toString('base64url'),
    refreshToken: prefixes[refresh] + parts.toString('base64url'),
  };
}

/** Reads a refresh token; undefined where it has not the form of one. */
export function readRefreshToken(transport: Transport, token: string): PresentedToken | undefined {
  const prefix = prefixes[purposes[transport].refresh];
  const text = token.slice(prefix.length);
  if (!token.startsWith(prefix) || !form.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return {
    transport,
    name: bytes.subarray(0, familyBytes),
    generation: bytes.readUInt32BE(familyBytes),
    proof: bytes.subarray(proofStart),
  };
}

/** True if the token was issued, now or long ago, for the session that has this salt. */
export function isIssued({ proof, generation, ...family }: PresentedToken, salt: string): boolean {
  return timingSafeEqual(proof, proofOf({ ...family, salt }, generation));
}
