import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { counterId, createThrottle, type Guess, type Throttle } from '../../server/src/throttle/throttle.ts';
import { quickHashes, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { limits } from './given-throttle.ts';

const service = useService({ override: quickHashes });
const key = Buffer.alloc(32, 7);
const windowMs = 900_000;

const newThrottle = () =>
  createThrottle({ database: service().dependencies.database, limits: limits({}), key });

async function begin(throttle: Throttle, nameKey: string, now: number): Promise<Guess> {
  const begun = await throttle.begin({ nameKey, network: '127.0.0.1' }, now);
  if ('policy' in begun) throw new Error('The limit is reached.');
  return begun;
}

async function countOf(nameKey: string): Promise<number> {
  const id = counterId(key, 'name', { nameKey, network: '127.0.0.1' });
  const row: { count: number } | undefined = await service()
    .dependencies.database.reader('throttle_counters')
    .where({ id })
    .first('count');
  return row?.count ?? Number.NaN;
}

describe('a guess that was right', () => {
  it('is taken off the window in which it was counted, and off no later one', async () => {
    const [throttle, name, now] = [newThrottle(), uniqueName(), Date.now()];
    const slow = await begin(throttle, name, now);
    expect(await countOf(name)).toBe(1);
    await begin(throttle, name, now + windowMs);
    await slow.giveBack();
    expect(await countOf(name)).toBe(1);
  });

  it('is taken off once: nobody gets more guesses than there are', async () => {
    const [throttle, name] = [newThrottle(), uniqueName()];
    const guess = await begin(throttle, name, Date.now());
    await guess.giveBack();
    await guess.giveBack();
    expect(await countOf(name)).toBe(0);
  });
});

describe('the id of a counter', () => {
  const secret = { nameKey: 'jane', network: '198.51.100.7' };
  const names = ['name-and-source', 'source', 'name'] as const;

  it('holds neither name nor address, and is another one for every service', () => {
    for (const policy of names) {
      const id = counterId(key, policy, secret);
      expect(id).toMatch(/^[0-9a-f]{64}$/);
      expect(counterId(Buffer.alloc(32, 8), policy, secret)).not.toBe(id);
      for (const parts of [
        [policy, secret.nameKey, secret.network],
        [policy, secret.network],
        [policy, secret.nameKey],
      ])
        expect(createHash('sha256').update(JSON.stringify(parts)).digest('hex')).not.toBe(id);
    }
  });

  it('is that of this name, this source, and this limit alone', () => {
    const ids = names.flatMap((policy) => [
      counterId(key, policy, secret),
      counterId(key, policy, { nameKey: 'jane198.51.100.7', network: '' }),
    ]);
    expect(new Set(ids).size).toBe(6);
  });
});
