import { describe, expect, it } from 'vitest';
import { givenAccount, quickHashes, uniqueName } from '../../support/given.ts';
import { useService } from '../../support/service.ts';

const service = useService({ override: quickHashes });

/** The usernames that a search finds. */
async function find(q: string): Promise<string[]> {
  const { data } = await service().root.listUsers({ q, limit: 200 });
  return data.map(({ username }) => username);
}

describe('a search for users', () => {
  it.each([
    ['Jane Roe', 'jane'],
    ['Jane Roe', 'ROE'],
    ['Jane Roe', 'jane r'],
    ['Jane Mary Roe', 'mary  ROE'],
    ['Zoë Müller', 'zoe mul'],
    ['Zoe Muller', 'zoë'],
    ['Zoe\u0308 Nfd', 'zoë'],
    ['Weiß', 'weiss'],
    ['WEISS', 'weiß'],
    ['Łódź', 'lodz'],
    ['Ørsted', 'orsted'],
    ['İzmir', 'izmir'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['Ｆｕｌｌ', 'full'],
    ['Anne-Marie', 'marie'],
    ['(Bracket) Holder', 'bracket'],
    ['(Bracket) Holder', '(brac'],
    ['日本語 名前', '名前'],
    ['😀😀 smile', '😀😀'],
    ['50% off', '50%'],
    ['snake_case', 'snake_'],
    ['back\\slash', 'back\\'],
    ["quote'd", "quote'"],
    ['Quentin\u{10ffff}Roe', 'quentin'],
  ])('finds %s by %s', async (displayName, q) => {
    const { username } = await givenAccount(service(), { displayName });
    expect(await find(q)).toContain(username);
  });

  it.each([
    ['Jane Roe', 'ane'],
    ['Jane Roe', 'jane x'],
    ['Jane Roe', 'roe jane'],
    ['Jane Roe', 'j%'],
    ['Jane Roe', 'j_ne'],
    ['Jane Roe', '%%'],
    ['Jane Roe', '__'],
    ['Jane Roe', 'jane*'],
    ['Jane Roe', 'jane\\'],
    ["O'Neil", 'neil'],
  ])('does not find %s by %s', async (displayName, q) => {
    const { username } = await givenAccount(service(), { displayName });
    expect(await find(q)).not.toContain(username);
  });

  it('finds by the beginning of the username and of the e-mail address, and not by their inside', async () => {
    const tail = uniqueName('tail');
    const mail = uniqueName('mail');
    const { username } = await givenAccount(service(), {
      username: `Head.${tail}`,
      email: `${mail}@EXAMPLE.org`,
    });
    expect(await find(`HEAD.${tail}`)).toEqual([username]);
    expect(await find(`${mail}@example`)).toEqual([username]);
    expect(await find(tail)).toEqual([]);
    expect(await find(mail.slice(1))).toEqual([]);
  });

  it('follows every change of what it searches, and forgets what was deleted', async () => {
    const [first, second, third] = [uniqueName('first'), uniqueName('second'), uniqueName('third')];
    const { id } = await givenAccount(service(), { username: first, displayName: first });
    await service().root.updateUser({ user: id, username: second });
    expect(await find(first)).toEqual([second]);
    await service().root.updateUser({ user: id, displayName: third, email: `${first}@example.org` });
    expect([await find(first), await find(third)]).toEqual([[second], [second]]);
    await service().root.updateUser({ user: id, displayName: null, email: null });
    expect([await find(first), await find(third), await find(second)]).toEqual([[], [], [second]]);
    await service().root.deleteUser({ user: id });
    expect(await find(second)).toEqual([]);
    const rows = await service().dependencies.database.reader('user_words').where({ user_id: id });
    expect(rows).toEqual([]);
  });

  it.each([
    ['deleted', (user: string) => service().root.deleteUser({ user })],
    ['renamed', (user: string) => service().root.updateUser({ user, displayName: 'Someone Else' })],
  ])(
    'forgets who is %s, although a letter was folded in another way when they were filed',
    async (_, change) => {
      const { reader } = service().dependencies.database;
      const word = uniqueName('foo');
      const stays = await givenAccount(service(), { displayName: word });
      const gone = await givenAccount(service(), { displayName: `${word} x` });
      await reader('user_words')
        .where({ user_id: gone.id, word: `${word} x` })
        .update({ head: '\u1c89f', word: `\u1c89${word} x` });
      await reader('user_words').insert({ head: 'fo', user_id: gone.id, word: `${word} \u1c89` });
      await change(gone.id);
      const { data, page } = await service().root.listUsers({ q: word, count: 'exact' });
      expect([data.map(({ id }) => id), page.total]).toEqual([[stays.id], 1]);
      const rows = await reader('user_words').where({ user_id: gone.id });
      expect(rows.filter((row) => row.word.includes(word))).toEqual([]);
    },
  );

  it('passes by whoever was deleted by hand', async () => {
    const word = uniqueName('foo');
    const { id } = await givenAccount(service(), { displayName: word });
    const { reader } = service().dependencies.database;
    await reader('user_words').insert({
      head: word.slice(0, 2),
      user_id: service().dependencies.newId(Date.now()),
      word,
    });
    const { data } = await service().root.listUsers({ q: word });
    expect(data.map((user) => user.id)).toEqual([id]);
  });

  it('leaves the files of a user alone who is refused', async () => {
    const [taken, other] = [await givenAccount(service()), await givenAccount(service())];
    await service()
      .root.updateUser({ user: other.id, username: taken.username })
      .catch(() => undefined);
    expect(await find(other.username)).toEqual([other.username]);
    expect(await find(taken.username)).toEqual([taken.username]);
  });

  it('compares the first 64 characters of long names', async () => {
    const long = `${uniqueName('long')}${'x'.repeat(100)}`;
    const { username } = await givenAccount(service(), { username: long });
    expect(await find(long)).toEqual([username]);
    expect(await find(`y${long}`)).toEqual([]);
  });

  it('gives each user once, however many words match', async () => {
    const word = uniqueName('same');
    await givenAccount(service(), {
      username: word,
      email: `${word}@example.org`,
      displayName: `${word} ${word}`,
    });
    expect(await find(word)).toEqual([word]);
    const { page } = await service().root.listUsers({ q: word, count: 'exact' });
    expect(page).toMatchObject({ total: 1, totalIsCapped: false, nextCursor: null });
  });
});
