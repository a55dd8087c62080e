import { readFileSync } from 'node:fs';
import type { PublishedDocument } from './published-document.ts';

const folder = new URL('../../', import.meta.url);
export const presentFile = new URL('openapi.json', folder);
export const releasedFile = new URL('released/openapi.json', folder);
export const changelogFile = new URL('../CHANGELOG.md', folder);

/** A document that this project has written; the linters and the tests know its form. */
export function readDocument(file: URL): PublishedDocument {
  return JSON.parse(readFileSync(file, 'utf8'));
}
