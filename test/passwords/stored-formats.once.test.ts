import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStoredHash } from '../../server/src/passwords/formats/read-stored-hash.ts';
import { knownHashes } from './known-hashes.ts';

async function matches(hash: string, password: string): Promise<boolean> {
  const stored = readStoredHash(hash);
  if (typeof stored === 'string') throw new Error(`${hash} is refused: ${stored}`);
  return stored.verify(password);
}

describe('a hash that another tool made', () => {
  it.each(knownHashes)('opens with its password and no other ($made)', async ({ hash, password }) => {
    expect(await matches(hash, password)).toBe(true);
    // Not at the end: bcrypt would not see it there.
    for (const other of [`x${password}`, password.slice(1), password.toUpperCase(), '']) {
      expect(await matches(hash, other)).toBe(false);
    }
  });

  it('is of bcrypt, which sees 72 bytes, and its length wraps nowhere', async () => {
    const made = knownHashes.filter((known) => known.made === 'bcrypt 2a' && known.password.length > 72);
    expect(made).toHaveLength(1);
    for (const { hash, password } of made) {
      for (const length of [72, 254, 255, 256, 257, 511]) {
        expect(await matches(hash, password.slice(0, 72).padEnd(length, 'x'))).toBe(true);
        expect(await matches(hash, password.slice(0, 71).padEnd(length, 'x'))).toBe(false);
      }
    }
  });

  it('is never taken for sound after any change of one letter', async () => {
    const anyHash = fc.constantFrom(...knownHashes.filter(({ made }) => !/bcrypt|scrypt p2/.test(made)));
    const edit = fc.tuple(anyHash, fc.nat(), fc.constantFrom('A', 'b', '0', '9', '$', '+', '=', ' '));
    await fc.assert(
      fc.asyncProperty(edit, async ([{ hash, password }, at, letter]) => {
        const index = at % hash.length;
        const edited = hash.slice(0, index) + letter + hash.slice(index + 1);
        const stored = readStoredHash(edited);
        if (edited === hash || typeof stored === 'string') return;
        // Spare bits of the last letter of base64 are refused, so that no two texts are one hash.
        expect([edited, await stored.verify(password)]).toEqual([edited, false]);
      }),
      { numRuns: 150 },
    );
  });
});

const salt = 'AAECAwQFBgcICQoLDA0ODw';
const tag = 'kTTmmbudGpuoirDZosnnVaVjgUcd+xMrNYj38t+1/2c';
const aspNet = (digest: number, iterations: number, saltLength: number) => {
  const bytes = Buffer.alloc(61, 7);
  bytes[0] = 1;
  bytes.writeUInt32BE(digest, 1);
  bytes.writeUInt32BE(iterations, 5);
  bytes.writeUInt32BE(saltLength, 9);
  return bytes.toString('base64');
};

describe('a hash is not checked', () => {
  it.each([
    ['argon2 with 4 GiB', `$argon2id$v=19$m=4194304,t=1,p=1$${salt}$${tag}`],
    ['argon2 with 4,000 passes', `$argon2id$v=19$m=65536,t=4000,p=1$${salt}$${tag}`],
    ['argon2 with 100 lanes', `$argon2id$v=19$m=65536,t=1,p=100$${salt}$${tag}`],
    ['argon2 with less memory than its lanes need', `$argon2id$v=19$m=15,t=1,p=2$${salt}$${tag}`],
    ['argon2 without passes', `$argon2id$v=19$m=1024,t=0,p=1$${salt}$${tag}`],
    ['argon2 with a tag of four bytes', `$argon2id$v=19$m=1024,t=2,p=1$${salt}$AAAAAA`],
    ['argon2 with a salt of 100 bytes', `$argon2id$v=19$m=1024,t=2,p=1$${'A'.repeat(134)}$${tag}`],
    ['bcrypt of cost 31', `$2b$31$${'a'.repeat(53)}`],
    ['bcrypt of cost 3', `$2b$03$${'a'.repeat(53)}`],
    ['scrypt of 4 GiB', `$scrypt$ln=22,r=8,p=1$${salt}$${tag}`],
    ['scrypt of 2^99', `$scrypt$ln=99,r=8,p=1$${salt}$${tag}`],
    ['scrypt with 100 lanes', `$scrypt$ln=15,r=8,p=100$${salt}$${tag}`],
    ['scrypt without blocks', `$scrypt$ln=15,r=0,p=1$${salt}$${tag}`],
    ['scrypt of cost 2', `$scrypt$ln=1,r=8,p=1$${salt}$${tag}`],
    ['PBKDF2 with 900 million rounds', `pbkdf2_sha256$900000000$seasalt0$${tag}=`],
    ['PBKDF2 with one round', `pbkdf2_sha256$1$seasalt0$${tag}=`],
    ['ASP.NET with four billion rounds', aspNet(1, 4_294_967_295, 16)],
    ['ASP.NET without a salt', aspNet(1, 10_000, 0)],
  ])('where it would cost too much or prove too little: %s', (_what, hash) => {
    expect(readStoredHash(hash)).toBe('out_of_bounds');
  });

  it.each([
    ['a word', 'password'],
    ['nothing', ''],
    ['a plain digest', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['argon2 without a version', `$argon2id$m=1024,t=2,p=1$${salt}$${tag}`],
    ['argon2 with a key', `$argon2id$v=19$m=1024,t=2,p=1,keyid=AAAA$${salt}$${tag}`],
    ['argon2 with a line behind it', `$argon2id$v=19$m=1024,t=2,p=1$${salt}$${tag}\n`],
    ['argon2 with a sign in a number', `$argon2id$v=19$m=+1024,t=2,p=1$${salt}$${tag}`],
    ['the old bcrypt with a known fault', `$2x$10$${'a'.repeat(53)}`],
    ['bcrypt that is cut', `$2b$10$${'a'.repeat(52)}`],
    ['scrypt with other parameters', `$scrypt$n=16384,r=8,p=1$${salt}$${tag}`],
    ['Django with bits behind the end of the tag', `pbkdf2_sha256$20000$seasalt0$${tag.slice(0, -1)}B=`],
    ['scrypt with half a byte behind the salt', `$scrypt$ln=12,r=8,p=1$${'A'.repeat(25)}$${tag}`],
    ['Django with another digest', `pbkdf2_md5$20000$seasalt0$${tag}=`],
    ['ASP.NET with an unknown digest', aspNet(3, 10_000, 16)],
    ['ASP.NET with a salt beyond its end', aspNet(1, 10_000, 4_000)],
    ['ASP.NET of version 2', Buffer.alloc(49).toString('base64')],
  ])('where its form is none of ours: %s', (_what, hash) => {
    expect(readStoredHash(hash)).toBe('invalid_hash');
  });
});
