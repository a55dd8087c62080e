import { describe, expect, it } from 'vitest';
import { type GivenUser, givenUser, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { logInWithCookies, ownPage, sendWith } from './cookies.ts';

const service = useService({ override: quickHashes });

const kinds = ['access', 'refresh', 'cookieAccess', 'cookieRefresh'] as const;
type Kind = (typeof kinds)[number];
const prefixes: Record<Kind, string> = {
  access: 'rst_a_',
  refresh: 'rst_r_',
  cookieAccess: 'rst_ca_',
  cookieRefresh: 'rst_cr_',
};

/** Where a token can be presented; each has one kind that it takes. */
const uses: Record<Kind, (token: string) => Promise<{ readonly status: number }>> = {
  access: (token) => sendWith(service(), ['GET', '/auth/me'], { Authorization: `Bearer ${token}` }),
  refresh: (token) => sendWith(service(), ['POST', '/auth/refresh'], {}, { refreshToken: token }),
  cookieAccess: (token) => sendWith(service(), ['GET', '/auth/me'], { Cookie: `roster-access=${token}` }),
  cookieRefresh: (token) =>
    sendWith(service(), ['POST', '/auth/refresh'], { ...ownPage, Cookie: `roster-refresh=${token}` }, {}),
};

async function tokensOf({ user, password, accessToken, refreshToken }: GivenUser) {
  const { cookies } = await logInWithCookies(service(), user.username, password);
  const [cookieAccess = '', cookieRefresh = ''] = cookies.map(({ value }) => value);
  return { access: accessToken, refresh: refreshToken, cookieAccess, cookieRefresh };
}

/** Refreshing comes last, because it uses a token up. */
async function expectAllGood(tokens: Record<Kind, string>): Promise<void> {
  for (const kind of ['access', 'cookieAccess', 'refresh', 'cookieRefresh'] as const)
    expect((await uses[kind](tokens[kind])).status, kind).toBe(200);
}

describe('a token', () => {
  const pairs = kinds.flatMap((kind) => kinds.filter((use) => use !== kind).map((use) => ({ kind, use })));

  it.each(pairs)('$kind is none for $use, under its own prefix or the other', async ({ kind, use }) => {
    const tokens = await tokensOf(await givenUser(service()));
    const token = tokens[kind];
    const renamed = prefixes[use] + token.slice(prefixes[kind].length);
    for (const sent of [token, renamed]) expect((await uses[use](sent)).status).toBe(401);
    await expectAllGood(tokens);
  });
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The character after this one in the alphabet, and the same in the other case. */
function replacements(character: string): string[] {
  const flipped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  const next = alphabet[(alphabet.indexOf(character) + 1) % alphabet.length] ?? '';
  return [flipped, next, '=', '.'].filter((other) => other !== character);
}

/** Edits of one character at every position; at the ends, where decoders are lenient, with the whole alphabet. */
function editsOf(token: string, prefix: string): string[] {
  const edits = new Set<string>();
  for (let at = 0; at <= token.length; at += 1) {
    const isEnd = at === prefix.length || at >= token.length - 2;
    const [before, character, after] = [token.slice(0, at), token[at] ?? '', token.slice(at + 1)];
    const others = isEnd ? [...alphabet, '=', '.', '~'] : replacements(character);
    for (const other of others) {
      if (character !== '') edits.add(before + other + after);
      if (isEnd) edits.add(before + other + character + after);
    }
    edits.add(before + after);
    edits.add(before + character + character + after);
    if (after !== '') edits.add(before + after[0] + character + after.slice(1));
  }
  edits.delete(token);
  return [...edits];
}

describe('every edit of one character', () => {
  it.each(kinds)('of the %s token is refused, and ends nothing', { timeout: 120_000 }, async (kind) => {
    const tokens = await tokensOf(await givenUser(service()));
    const edits = editsOf(tokens[kind], prefixes[kind]);
    expect(edits.length).toBeGreaterThan(600);
    const accepted: string[] = [];
    const send = async (edit: string | undefined): Promise<void> => {
      if (edit === undefined) return;
      if ((await uses[kind](edit)).status !== 401) accepted.push(edit);
      await send(edits.pop());
    };
    await Promise.all(Array.from({ length: 8 }, () => send(edits.pop())));
    expect(accepted).toEqual([]);
    await expectAllGood(tokens);
  });
});
