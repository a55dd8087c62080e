import argon2 from 'argon2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPasswordHasher } from '../../server/src/passwords/password-hasher.ts';
import { knownHashes } from './known-hashes.ts';

const parameters = { memoryKib: 19_456, timeCost: 2, parallelism: 1 };
const wrong = 'not the password at all';

afterEach(() => vi.restoreAllMocks());

/** What a check costs: passes of the gate, and the hashes of our own kind that are checked, by their parameters. */
async function costOf(stored: string | undefined) {
  let passes = 0;
  const hasher = await createPasswordHasher({
    parameters,
    reportUnusable: () => {},
    gate: {
      pass(work) {
        passes += 1;
        return work();
      },
    },
  });
  const verify = vi.spyOn(argon2, 'verify');
  const isCorrect = await hasher.verify(stored, wrong);
  const current = verify.mock.calls.filter(([hash]) => hasher.isCurrent(hash)).length;
  verify.mockRestore();
  return { isCorrect, passes, current };
}

const own = () =>
  argon2.hash('another password', { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 });

describe('a wrong password costs one check of a new hash, in one pass of the gate', () => {
  const once = { isCorrect: false, passes: 1, current: 1 };

  it.each([
    ['without a hash', async () => undefined],
    ['with a hash that cannot be checked', async () => '$argon2id$v=19$m=99999999,t=9,p=1$AAAA$AAAA'],
    ['with a hash of our own', own],
  ])('%s', async (_what, stored) => {
    expect(await costOf(await stored())).toEqual(once);
  });

  it.each(knownHashes)('with one of another system: $made', async ({ hash }) => {
    expect(await costOf(hash)).toEqual(once);
  });
});

it('the check of a new hash begins before that of another one has ended', async () => {
  const order: string[] = [];
  const hasher = await createPasswordHasher({
    parameters,
    reportUnusable: () => {},
    gate: { pass: (work) => work() },
  });
  vi.spyOn(argon2, 'verify').mockImplementation(async (hash) => {
    const which = hasher.isCurrent(hash) ? 'new' : 'other';
    order.push(`${which} begins`);
    await new Promise(setImmediate);
    order.push(`${which} ends`);
    return false;
  });
  const weaker = knownHashes.find(({ made }) => made === 'argon2id')?.hash;
  await hasher.verify(weaker, wrong);
  expect(order.slice(0, 2).sort()).toEqual(['new begins', 'other begins']);
});
