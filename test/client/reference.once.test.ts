import { readFileSync } from 'node:fs';
import { operations } from '@roster/contract';
import { expect, test } from 'vitest';
import { clientFiles } from '../../openapi/src/client/client-files.ts';
import { referenceFile } from '../../openapi/src/client/reference-file.ts';

const reference = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8');

test('docs/client.md is what the contract and the client derive', () => {
  expect(reference).toBe(referenceFile(clientFiles()['client.ts'] ?? ''));
});

test('every operation has its example and its problems there', () => {
  for (const id of Object.keys(operations)) {
    const section = reference.split(`### \`client.${id}\`\n`)[1]?.split('\n### ')[0] ?? '';
    expect(section, id).toMatch(/```ts\n[\s\S]*\n```/);
    expect(section, id).toContain('Problems: `');
  }
});

test.each([
  'createClient',
  'isProblem',
  'paginate',
  'keepSession',
  'queryOf',
  'infiniteQueryOf',
  'mutationOf',
  'mockOf',
])('%s is documented with an example', (name) => {
  const section = reference.split(`### \`${name}\`\n`)[1]?.split('\n### ')[0] ?? '';
  expect(section).toContain('```ts');
});
