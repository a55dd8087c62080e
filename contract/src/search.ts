/** How much of a username, e-mail address or display name is searched, in code points after folding. */
const maxPhraseLength = 64;
/** A display name has far fewer words than this, unless somebody wants to fill the index. */
const maxPhrases = 100;

/** Letters with a stroke through them are no letter and a mark to Unicode, but to whoever searches. */
const strokes: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't' };

/** Marks, and what nobody sees or types. */
const ignored = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]+/gu;
/** Where something begins that people would type: at the start, after white space, a dash or an opening mark. */
const beginnings = /(?<=^|[\s\p{Pd}\p{Ps}\p{Pi}"/])\S/gu;

/** Text without accents, case and width, with single spaces: what is equal after this is equal to a search. */
export function foldText(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replaceAll(ignored, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(ignored, '')
    .replaceAll('ς', 'σ')
    .replaceAll(/[łøđħŧ]/g, (letter) => strokes[letter] ?? letter);
  return folded.replaceAll(/\s+/gu, ' ').trim();
}

function cut(folded: string): string {
  return [...folded].slice(0, maxPhraseLength).join('').trimEnd();
}

/** What a search looks for: the stored phrases that begin with this. */
export function searchPrefix(query: string): string {
  return cut(foldText(query));
}

/** The first two code points of a phrase, under which it is filed. */
export function phraseHead(phrase: string): string {
  return [...phrase].slice(0, 2).join('');
}

/** What a user is searched by. */
export interface SearchedFields {
  readonly username: string;
  readonly email: string | null;
  readonly displayName: string | null;
}

/** The phrases that find a user: username, e-mail address, and the display name from each of its words on. */
export function searchPhrases({ username, email, displayName }: SearchedFields): string[] {
  const name = foldText(displayName ?? '');
  const parts = Array.from(name.matchAll(beginnings), ({ index }) => name.slice(index));
  const phrases = [foldText(username), foldText(email ?? ''), ...parts.slice(0, maxPhrases)].map(cut);
  // Nobody can search for a single character.
  return [...new Set(phrases)].filter((phrase) => [...phrase].length > 1);
}
