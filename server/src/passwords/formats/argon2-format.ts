import argon2 from 'argon2';
import { type Argon2Parameters, isAffordable } from '../argon2-parameters.ts';
import { decodeBase64, type HashReader, hasUsualLengths } from './stored-hash.ts';

/** Memory comes first; in which order the other two follow depends on the library. */
const form =
  /^\$argon2(id|i|d)\$v=(16|19)\$m=(\d{1,9}),(?:t=(\d{1,6}),p=(\d{1,5})|p=(\d{1,5}),t=(\d{1,6}))\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

interface Argon2Parts {
  readonly type: string;
  readonly version: number;
  readonly parameters: Argon2Parameters;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

function parse(text: string): Argon2Parts | undefined {
  const [, type, version, m, t1, p1, p2, t2, saltText = '', tagText = ''] = form.exec(text) ?? [];
  const [salt, tag] = [decodeBase64(saltText), decodeBase64(tagText)];
  if (type === undefined || !salt || !tag) return undefined;
  const parameters = { memoryKib: Number(m), timeCost: Number(t1 ?? t2), parallelism: Number(p1 ?? p2) };
  return { type, version: Number(version), parameters, salt, tag };
}

/** True if the hash is what the service would make now: argon2id with these parameters. */
export function isMadeWith(text: string, current: Argon2Parameters): boolean {
  const parts = parse(text);
  if (parts?.type !== 'id' || parts.version !== 19) return false;
  const { memoryKib, timeCost, parallelism } = parts.parameters;
  return (
    memoryKib === current.memoryKib &&
    timeCost === current.timeCost &&
    parallelism === current.parallelism &&
    parts.salt.length >= 16 &&
    parts.tag.length >= 32
  );
}

/** Reads argon2 in PHC string form (RFC 9106). */
export const readArgon2: HashReader = (text) => {
  if (!text.startsWith('$argon2')) return undefined;
  const parts = parse(text);
  if (parts === undefined) return 'invalid_hash';
  if (!isAffordable(parts.parameters) || !hasUsualLengths(parts.salt, parts.tag)) return 'out_of_bounds';
  return { format: 'argon2', verify: (password) => argon2.verify(text, password) };
};
