import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenAccount, givenPassword, givenUser } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService();

async function storedHash(userId: string): Promise<string> {
  const { reader } = service().dependencies.database;
  const row: { password_hash: string } | undefined = await reader('user_passwords')
    .where({ user_id: userId })
    .first('password_hash');
  return String(row?.password_hash);
}

/** The parts of a hash in PHC string form; the library writes the parameters in an order of its own. */
function parse(hash: string) {
  const [, algorithm, version, parameters, salt = '', tag = ''] = hash.split('$');
  const numbers = new Map(parameters?.split(',').map((part) => [part.charAt(0), Number(part.slice(2))]));
  const [memory, passes, lanes] = ['m', 't', 'p'].map((name) => numbers.get(name));
  const bytes = (text: string) => Buffer.from(text, 'base64').length;
  return { algorithm, version, memory, passes, lanes, saltBytes: bytes(salt), tagBytes: bytes(tag) };
}

function expectStrong(hash: string): void {
  const { algorithm, version, memory, passes, lanes, saltBytes, tagBytes } = parse(hash);
  expect([algorithm, version]).toEqual(['argon2id', 'v=19']);
  // The floor of OWASP's password storage sheet.
  expect(memory).toBeGreaterThanOrEqual(19_456);
  expect(passes).toBeGreaterThanOrEqual(2);
  expect(lanes).toBeGreaterThanOrEqual(1);
  expect(saltBytes).toBeGreaterThanOrEqual(16);
  expect(tagBytes).toBeGreaterThanOrEqual(32);
}

describe('what is stored of a password', () => {
  it('is a strong argon2id hash on every way of setting one', async () => {
    const user = await givenUser(service());
    const hashes = [await storedHash(user.user.id)];
    await user.client.changeOwnPassword({
      currentPassword: user.password,
      newPassword: 'another good password',
    });
    hashes.push(await storedHash(user.user.id));
    await service().root.resetUserPassword({ user: user.user.id, newPassword: 'yet another good password' });
    hashes.push(await storedHash(user.user.id));
    hashes.push(await storedHash((await service().root.getMe()).user.id));
    for (const hash of hashes) expectStrong(hash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('differs between two users with the same password', async () => {
    const [one, other] = [
      await givenAccount(service(), { password: givenPassword }),
      await givenAccount(service(), { password: givenPassword }),
    ];
    expect(await storedHash(one.id)).not.toBe(await storedHash(other.id));
  });
});

/** Anything that JSON can carry: spaces at the ends, controls, NUL, emoji, letters of any script. */
const passwords = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '\t',
        '\0',
        '\u0001',
        '\u007f',
        'é',
        'e\u0301',
        '😀',
        '\u200d',
        'ß',
        'ﬁ',
        '"',
        '\\',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    ),
    { minLength: 8, maxLength: 30 },
  )
  .map((parts) => parts.join('').replaceAll(/\p{Cs}/gu, '\ufffd'))
  .filter((text) => [...text].length <= 255);

function swapCase(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}

describe('a password', () => {
  async function canLogIn(username: string, password: string): Promise<boolean> {
    const answer = await service().anonymous.raw.logIn({ username, password });
    if (!answer.ok) expect(['login-failed', 'validation-failed']).toContain(answer.problem.code);
    return answer.ok;
  }

  async function expectExact(password: string): Promise<void> {
    const { username } = await givenAccount(service(), { password });
    expect(await canLogIn(username, password)).toBe(true);
    const letters = [...password];
    const others = [
      ...[`${password}x`, `${password} `, ` ${password}`, `${password}\0`],
      ...[letters.slice(0, -1).join(''), letters.slice(1).join(''), password.trim()],
      ...[
        swapCase(password),
        password.normalize('NFC'),
        password.normalize('NFD'),
        password.normalize('NFKC'),
      ],
    ].filter((other) => other !== password && other !== '');
    for (const other of others) expect([other, await canLogIn(username, other)]).toEqual([other, false]);
  }

  it('opens the account as it was given and in no other spelling', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(passwords, expectExact), { numRuns: 6 });
  });

  it.each([
    ['spaces at both ends', '  eight letters  '],
    ['NUL in the middle', 'before\0behind it'],
    ['beyond the 72 bytes at which bcrypt cuts', `${'x'.repeat(72)}tail`],
    ['256 letters beyond 16 bits', '😀'.repeat(256)],
    ['accents', 'p\u00e9ch\u00e9 melba'],
  ])('with %s is taken as it is', async (_what, password) => {
    await expectExact(password);
  });

  it('with half of a surrogate pair is refused instead of being changed', async () => {
    const { username } = await givenAccount(service(), { password: 'eight letters \ufffd' });
    const answer = await service().fetch('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"username":"${username}","password":"eight letters \\ud800"}`,
    });
    expect([400, 422]).toContain(answer.status);
  });
});
