import { expect, it } from 'vitest';
import { makeBatches } from '../../cli/src/users/import/make-batches.ts';
import { importLimits } from '../../contract/src/users/import-users.ts';
import { givenPassword } from '../support/given.ts';

async function sizesOf(accounts: readonly Readonly<Record<string, unknown>>[]): Promise<number[]> {
  async function* records() {
    for (const [index, fields] of accounts.entries())
      yield { line: index, bytes: index, content: { fields } };
  }
  const sizes: number[] = [];
  for await (const { items } of makeBatches(records(), importLimits.items)) sizes.push(items.length);
  return sizes;
}

const plain = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ username: `plain-${n}`, password: givenPassword }));
const others = (count: number) => Array.from({ length: count }, (_, n) => ({ username: `other-${n}` }));

it('a batch holds as many plain passwords as the service takes at once', async () => {
  const most = importLimits.plainPasswords;
  expect(await sizesOf(plain(most))).toEqual([most]);
  expect(await sizesOf(plain(2 * most + 1))).toEqual([most, most, 1]);
});

it('a batch that is full of plain passwords still takes accounts without one', async () => {
  const most = importLimits.plainPasswords;
  expect(await sizesOf([...plain(most), ...others(50), ...plain(1), ...others(1)])).toEqual([most + 50, 2]);
});

it('a batch is no larger than what the service reads, and never empty', async () => {
  const mebibyte = { username: 'large', metadata: 'x'.repeat(1024 ** 2) };
  expect(await sizesOf(Array.from({ length: 15 }, () => mebibyte))).toEqual([6, 6, 3]);
  expect(await sizesOf([{ username: 'huge', metadata: 'x'.repeat(9 * 1024 ** 2) }, mebibyte])).toEqual([
    1, 1,
  ]);
});
