import { canonicalKey } from '@roster/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenPassword, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService();

type Verdict = 'created' | 'username-taken' | 'email-taken' | 'validation-failed';

/** What the second of two spellings is: the same name, another name, or none. `~` stands for a part of the test's own. */
const usernamePairs: [reason: string, first: string, second: string, verdict: Verdict][] = [
  ['letter case', 'admin~', 'ADMIN~', 'username-taken'],
  ['letter case in the middle', 'admin~', 'adMin~', 'username-taken'],
  ['an accent is a difference', 'admin~', 'ádmin~', 'created'],
  ['an accent and letter case', 'ádmin~', 'ÁDMIN~', 'username-taken'],
  ['composed and decomposed', 'caf\u00e9~', 'cafe\u0301~', 'username-taken'],
  ['another order of marks', 'a\u0323\u0307~', 'a\u0307\u0323~', 'username-taken'],
  ['a space in front', 'admin~', ' admin~', 'validation-failed'],
  ['a space behind', 'admin~', 'admin~ ', 'validation-failed'],
  ['a no-break space behind', 'admin~', 'admin~\u00a0', 'validation-failed'],
  ['full width', 'admin~', 'ａｄｍｉｎ~', 'username-taken'],
  ['full width digits', 'x12~', 'x１２~', 'username-taken'],
  ['sharp s and ss', 'straße~', 'STRASSE~', 'username-taken'],
  ['ss and sharp s', 'strasse~', 'straße~', 'username-taken'],
  ['zero width space', 'admin~', 'ad\u200bmin~', 'validation-failed'],
  ['zero width joiner', 'admin~', 'ad\u200dmin~', 'validation-failed'],
  ['soft hyphen', 'admin~', 'ad\u00admin~', 'validation-failed'],
  ['combining grapheme joiner', 'admin~', 'ad\u034fmin~', 'validation-failed'],
  ['Hangul filler', 'admin~', 'ad\u3164min~', 'validation-failed'],
  ['variation selector', 'admin~', 'admin\ufe0f~', 'validation-failed'],
  ['tag characters', 'admin~', 'admin\u{e0061}~', 'validation-failed'],
  ['right-to-left override', 'admin~', 'admin\u202e~', 'validation-failed'],
  ['capital I with dot is not i', 'istanbul~', '\u0130stanbul~', 'created'],
  ['capital I with dot, decomposed', '\u0130stanbul~', 'I\u0307stanbul~', 'username-taken'],
  ['dotless i folds to i, like I', 'istanbul~', '\u0131stanbul~', 'username-taken'],
  ['final sigma', 'σίσυφοσ~', 'σίσυφος~', 'username-taken'],
  ['final sigma and capitals', 'σίσυφος~', 'ΣΊΣΥΦΟΣ~', 'username-taken'],
  ['Kelvin sign', 'kelvin~', '\u212aelvin~', 'username-taken'],
  ['Angstrom sign', 'å-ring~', '\u212b-ring~', 'username-taken'],
  ['ligature', 'fine~', '\ufb01ne~', 'username-taken'],
  ['long s', 'sister~', '\u017fister~', 'username-taken'],
  ['a superscript is no digit', 'x2~', 'x²~', 'validation-failed'],
  ['an emoji is no letter', 'admin~', 'admin😀~', 'validation-failed'],
  ['NUL', 'admin~', 'admin~\0', 'validation-failed'],
  ['a control character', 'admin~', 'ad\u0001min~', 'validation-failed'],
  ['Cyrillic a', 'admin~', '\u0430dmin~', 'created'],
  ['digits of another script', 'x12~', 'x\u0661\u0662~', 'created'],
  ['mathematical letters', 'admin~', '\u{1d41a}dmin~', 'username-taken'],
  ['Georgian capitals', 'გიორგი~', 'ᲒᲘᲝᲠᲒᲘ~', 'username-taken'],
  ['Cherokee small letters', 'Ꭰꭰ~', 'ꭰᎠ~', 'username-taken'],
  ['Deseret, beyond 16 bits', '\u{10400}bc~', '\u{10428}bc~', 'username-taken'],
  ['an expansion beyond the limit', 'admin~', '\ufdfa'.repeat(9), 'validation-failed'],
  ['150 letters that become 300', 'admin~', 'ﬁ'.repeat(150), 'validation-failed'],
  ['an expansion to something else', 'admin~', '\u2474admin~', 'validation-failed'],
];

const emailPairs: [reason: string, first: string, second: string, verdict: Verdict][] = [
  ['letter case of the domain', 'a~@example.org', 'a~@EXAMPLE.org', 'email-taken'],
  ['letter case of the local part', 'jane~@example.org', 'JANE~@example.org', 'email-taken'],
  ['composed and decomposed', 'caf\u00e9~@example.org', 'cafe\u0301~@example.org', 'email-taken'],
  ['an accent is a difference', 'cafe~@example.org', 'café~@example.org', 'created'],
  ['full width', 'jane~@example.org', 'ｊane~@example.org', 'email-taken'],
  ['a full width at sign', 'jane~@example.org', 'jane~＠example.org', 'validation-failed'],
  ['Kelvin sign', 'kim~@example.org', '\u212aim~@example.org', 'email-taken'],
  ['sharp s', 'strasse~@example.org', 'straße~@example.org', 'email-taken'],
  ['a tag', 'jane~@example.org', 'jane~+tag@example.org', 'created'],
  ['a trailing space', 'jane~@example.org', 'jane~@example.org ', 'validation-failed'],
  ['zero width space', 'jane~@example.org', 'ja\u200bne~@example.org', 'validation-failed'],
  ['a quote', "o'neil~@example.org", "O'NEIL~@example.org", 'email-taken'],
  ['Cyrillic', 'jane~@example.org', 'j\u0430ne~@example.org', 'created'],
];

/** With capital letters left out, so that no pair depends on them. */
function ownPart(): string {
  return uniqueName('x').slice(1);
}

async function verdictOf(body: { username: string; email?: string }): Promise<string> {
  const answer = await service().root.raw.createUser(body);
  return answer.ok ? 'created' : answer.problem.code;
}

describe('a username and another spelling of it', () => {
  it.each(usernamePairs)('%s', async (_reason, first, second, verdict) => {
    const own = ownPart();
    const [one, other] = [first.replace('~', own), second.replace('~', own)];
    const password = givenPassword;
    const account = await service().root.createUser({ username: one, password });
    expect(await verdictOf({ username: other })).toBe(verdict);
    if (verdict === 'validation-failed') return;
    expect(canonicalKey(one) === canonicalKey(other)).toBe(verdict === 'username-taken');

    const logIn = await service().anonymous.raw.logIn({ username: other, password });
    if (!logIn.ok) {
      expect([verdict, logIn.problem.code]).toEqual(['created', 'login-failed']);
    } else {
      expect([verdict, logIn.body.user.id]).toEqual(['username-taken', account.id]);
      const found = await service().root.getUser({ user: `@${other}` });
      expect(found).toMatchObject({ id: account.id, username: one });
    }
  });

  async function logInWith(suffix: string): Promise<string> {
    const username = `admin${ownPart()}`;
    await service().root.createUser({ username, password: givenPassword });
    const password = givenPassword;
    const answer = await service().anonymous.raw.logIn({ username: username + suffix, password });
    return answer.ok ? 'logged in' : answer.problem.code;
  }

  it('is not found through an invisible character either', async () => {
    for (const invisible of ['\u200b', '\u200d', '\u00ad', '\u034f', '\u3164', '\0', '\u00a0x', '\t']) {
      expect(await logInWith(invisible)).toBe('login-failed');
    }
  });

  // MySQL and MariaDB pad with spaces when they compare, also with a binary collation.
  it('is not found with a space behind it', async () => {
    expect(await logInWith(' ')).toBe('login-failed');
  });
});

describe('an e-mail address and another spelling of it', () => {
  it.each(emailPairs)('%s', async (_reason, first, second, verdict) => {
    const own = ownPart();
    const [one, other] = [first.replace('~', own), second.replace('~', own)];
    await service().root.createUser({ username: uniqueName(), email: one });
    expect(await verdictOf({ username: uniqueName(), email: other })).toBe(verdict);
  });
});

describe('length', () => {
  it.each([
    ['150 letters beyond 16 bits', '\u{10428}'.repeat(150), 'created'],
    ['151 letters', 'x'.repeat(151), 'validation-failed'],
    ['151 letters beyond 16 bits', '\u{10428}'.repeat(151), 'validation-failed'],
    ['3 letters', 'ébc', 'created'],
    ['2 letters beyond 16 bits', '\u{10428}\u{10428}', 'validation-failed'],
  ])('%s', async (_reason, username, verdict) => {
    expect(await verdictOf({ username })).toBe(verdict);
  });
});

describe('the canonical key', () => {
  /** Letters whose case or composition is out of the ordinary, besides any others. */
  const letters = fc.constantFrom(
    ...['a', 'I', 'i', 'İ', 'ı', 'ß', 'ſ', 'ς', 'σ', 'Σ', 'K', 'ﬁ', 'ŉ', 'ǰ', 'ΐ', 'ᾳ', 'ᾼ', 'ǅ', 'Ა', 'Ꭰ'],
    ...['\u0301', '\u0307', '\u0323', '\u0345', '\u0327', '가', '각', '\u1100', '\u1161', 'ｶﾞ', 'Å', 'ﷺ'],
  );
  const texts = fc
    .array(fc.oneof(letters, fc.string({ unit: 'binary', minLength: 1, maxLength: 2 })), { maxLength: 12 })
    .map((parts) => parts.join(''))
    // The one letter whose key is wrong, see the end of this file.
    .filter((text) => !text.includes('ẞ'));

  it('is its own key', () => {
    fc.assert(
      fc.property(texts, (text) => canonicalKey(canonicalKey(text)) === canonicalKey(text)),
      { numRuns: 3_000 },
    );
  });

  it('is its own key for every single code point, whatever its case and composition', () => {
    const faults: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const letter = String.fromCodePoint(code);
      if ((code >= 0xd800 && code <= 0xdfff) || letter === 'ẞ') continue;
      const key = canonicalKey(letter);
      const spellings = [key, letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')];
      if (spellings.some((spelling) => canonicalKey(spelling) !== key)) faults.push(code.toString(16));
    }
    expect(faults).toEqual([]);
  });

  it('is equal if and only if the service finds a duplicate', { timeout: 60_000 }, async () => {
    const names = fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(names, names, async (one, other) => {
        const own = ownPart();
        const [first, second] = [`n${own}${one}`, `n${own}${other}`];
        fc.pre((await verdictOf({ username: first })) === 'created');
        const verdict = await verdictOf({ username: second });
        fc.pre(verdict !== 'validation-failed');
        expect(verdict === 'username-taken').toBe(canonicalKey(first) === canonicalKey(second));
      }),
      { numRuns: 40 },
    );
  });
});

// U+1E9E is its own upper case: folding that begins with upper case would keep a ß of it.
describe('the capital sharp s', () => {
  it('has the key of ß and of ss', () => {
    expect(canonicalKey('STRAẞE')).toBe(canonicalKey('straße'));
  });
});
