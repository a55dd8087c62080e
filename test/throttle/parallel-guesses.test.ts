import type { Dependencies } from '@roster/server';
import { afterEach, describe, expect, it } from 'vitest';
import { createThrottle } from '../../server/src/throttle/throttle.ts';
import { createTestDatabase } from '../support/database.ts';
import { givenAccount, givenPassword, uniqueName } from '../support/given.ts';
import { startTestService, type TestService, useService } from '../support/service.ts';
import { countVerifications, defaultLimits, limits, logInFrom } from './given-throttle.ts';

const wrong = 'not the password at all';
const throttle = limits({ nameAndSource: defaultLimits.nameAndSource });
// More places than guesses, so that the throttle alone decides.
const config = { throttle, hashConcurrency: 8, hashQueueMax: 1_000 };

/** How often each status came. */
function tally(answers: readonly { readonly status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function guesses(
  services: readonly TestService[],
  body: { username: string; password: string },
  number = 200,
) {
  return Promise.all(
    Array.from({ length: number }, (_, index) => {
      const url = services[index % services.length]?.url ?? '';
      return logInFrom(url, body);
    }),
  );
}

describe('200 wrong guesses at once', () => {
  const services: TestService[] = [];
  afterEach(async () => {
    for (const service of services.splice(0).toReversed()) await service.stop();
  });

  it.each([1, 2])('on %i instances: ten are checked, and ten are counted', async (instances) => {
    const database = await createTestDatabase();
    const { counter, override } = countVerifications();
    for (let made = 0; made < instances; made += 1) {
      services.push(await startTestService({ database, config, override }));
    }
    const [first] = services;
    if (!first) throw new Error('There is no service.');
    try {
      const { username } = await givenAccount(first, { password: givenPassword });
      const before = counter.verifications;
      const answers = await guesses(services, { username, password: wrong });
      expect(tally(answers)).toEqual({ 401: 10, 429: 190 });
      expect(counter.verifications - before).toBe(10);
      const { reader } = first.dependencies.database;
      const rows = await reader('throttle_counters').where('count', '>', 0).select('count');
      // Of the name and the source, of the source, and of the name.
      expect(rows.map(({ count }) => count)).toEqual([10, 10, 10]);
    } finally {
      for (const service of services.splice(0)) await service.stop();
      await database.drop();
    }
  });
});

describe('right guesses at once', () => {
  const { override } = countVerifications();
  const service = useService({ config, override });

  it('all succeed, many more than may fail: they wait for each other', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    const answers = await guesses([service()], { username, password: givenPassword }, 40);
    expect(tally(answers)).toEqual({ 200: 40 });
    const next = await logInFrom(service().url, { username, password: wrong });
    expect(next.rateLimit).toMatch(/^"name-and-source";r=9;/);
  });
});

describe('counters that fail', () => {
  const conflict = Object.assign(new Error('Deadlock found'), { errno: 1213 });
  const unreachable = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  let failure: Error = conflict;
  const { counter, override } = countVerifications();
  const service = useService({
    override(dependencies: Dependencies): Dependencies {
      const { database } = dependencies;
      const broken = createThrottle({
        database: {
          ...database,
          transact: () => Promise.reject(failure),
        },
        limits: limits({}),
        key: Buffer.alloc(32),
      });
      return {
        ...override(dependencies),
        // The test service logs its super admin in before anything fails.
        get throttle() {
          return isBroken ? broken : dependencies.throttle;
        },
      };
    },
  });
  let isBroken = false;

  it.each([
    ['with a conflict', conflict],
    ['because the database is away', unreachable],
  ])('%s fail the log-in, before any password is checked', async (_how, error) => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    failure = error;
    isBroken = true;
    try {
      const before = counter.verifications;
      for (const body of [
        { username, password: givenPassword },
        { username, password: wrong },
        { username: uniqueName(), password: wrong },
      ]) {
        expect(await logInFrom(service().url, body)).toMatchObject({
          status: 503,
          code: 'database-unavailable',
          retryAfter: '2',
        });
      }
      expect(counter.verifications).toBe(before);
    } finally {
      isBroken = false;
    }
  });
});
