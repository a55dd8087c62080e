import { Refusal } from './refusal.ts';

const maxDepth = 20;

function malformed(detail: string): Refusal {
  return new Refusal('malformed-request', detail);
}

/** The index behind the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '"') return index + 1;
  }
  throw malformed('The JSON ends inside a string.');
}

/** The value of a string token; only one with an escape has to be decoded. */
function decodeString(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1);
  try {
    const value: unknown = JSON.parse(token);
    if (typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return value;
  } catch {
    // Said below, in the same words.
  }
  throw malformed('The JSON has a string with an escape that is not valid Unicode.');
}

/**
 * Refuses what `JSON.parse` would accept and what is dangerous later: a key that stands twice in one object (parsers
 * differ in which one wins), nesting that exhausts the stack of whatever walks the value, `__proto__` as a key, and
 * strings that are not valid Unicode. It does not judge the syntax otherwise.
 * @param maxKeys how many keys its objects may have, all together
 * @throws Refusal `malformed-request`
 */
export function scanJson(text: string, maxKeys: number): void {
  /** The keys of each object that is open, and null for each array. */
  const open: (Set<string> | null)[] = [];
  let isKeyExpected = false;
  let keyCount = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      const end = endOfString(text, index);
      const value = decodeString(text.slice(index, end));
      const keys = open.at(-1);
      if (isKeyExpected && keys) {
        keyCount += 1;
        if (keys.has(value)) throw malformed('The JSON has an object with the same key twice.');
        if (value === '__proto__') throw malformed('The JSON has a key that is not accepted: __proto__.');
        if (keyCount > maxKeys) throw malformed(`The JSON has more than ${maxKeys} keys.`);
        keys.add(value);
        isKeyExpected = false;
      }
      index = end - 1;
    } else if (character === '{' || character === '[') {
      if (open.length === maxDepth) throw malformed(`The JSON is nested deeper than ${maxDepth} levels.`);
      open.push(character === '{' ? new Set() : null);
      isKeyExpected = character === '{';
    } else if (character === '}' || character === ']') {
      open.pop();
      isKeyExpected = false;
    } else if (character === ',') {
      isKeyExpected = open.at(-1) instanceof Set;
    }
  }
}
