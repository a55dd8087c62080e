import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  hashFamily,
  isIssued,
  newFamily,
  pairOf,
  readRefreshToken,
  type TokenFamily,
} from '../../server/src/sessions/refresh-tokens.ts';

const family = newFamily('bearer');
const tokenOf = (from: TokenFamily, generation: number) => pairOf(from, generation).refreshToken;
const bytesOf = (token: string) => Buffer.from(token.slice('rst_r_'.length), 'base64url');
const textOf = (bytes: Buffer) => `rst_r_${bytes.toString('base64url')}`;

/** Whether the service that stored the salt of the family takes the token for one of its own. */
function isAccepted(token: string, { transport, salt }: TokenFamily = family): boolean {
  const presented = readRefreshToken(transport, token);
  return presented !== undefined && isIssued(presented, salt);
}

describe('a refresh token', () => {
  it('is known for every generation, and its pair is the same whenever it is made', () => {
    for (const generation of [1, 2, 3, 1_000_000, 4_294_967_295]) {
      const token = tokenOf(family, generation);
      expect(isAccepted(token)).toBe(true);
      expect(readRefreshToken('bearer', token)).toMatchObject({ generation, name: family.name });
      expect(pairOf({ ...family }, generation)).toEqual(pairOf(family, generation));
    }
  });

  it('does not become that of another generation', () => {
    // The name and the generation of one, and the proof of the other.
    const mixed = Buffer.concat([
      bytesOf(tokenOf(family, 2)).subarray(0, 36),
      bytesOf(tokenOf(family, 1)).subarray(36),
    ]);
    expect(isAccepted(textOf(mixed))).toBe(false);
  });

  it('does not yield the next one to whoever has not the salt, nor the salt to whoever has not the token', () => {
    for (const salt of [randomBytes(32).toString('hex'), '', '00'.repeat(32)]) {
      expect(isAccepted(tokenOf({ ...family, salt }, 2))).toBe(false);
      expect(pairOf({ ...family, salt }, 2).accessToken).not.toBe(pairOf(family, 2).accessToken);
    }
    for (const name of [randomBytes(32), Buffer.alloc(32), Buffer.from(hashFamily(family), 'hex')]) {
      const forged = { ...family, name };
      expect(hashFamily(forged)).not.toBe(hashFamily(family));
      // Even if it were looked up by another name, its proof would not be that of the name.
      const parts = Buffer.concat([family.name, bytesOf(tokenOf(forged, 2)).subarray(32)]);
      expect(isAccepted(textOf(parts))).toBe(false);
    }
  });

  it('is none of the other transport, even with the same name and salt', () => {
    const cookie: TokenFamily = { ...family, transport: 'cookie' };
    expect(hashFamily(cookie)).not.toBe(hashFamily(family));
    const renamed = tokenOf(cookie, 1).replace('rst_cr_', 'rst_r_');
    expect(isAccepted(renamed)).toBe(false);
    expect(pairOf(cookie, 1).accessToken.slice(7)).not.toBe(pairOf(family, 1).accessToken.slice(6));
  });
});
