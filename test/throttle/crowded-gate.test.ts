import { afterEach, describe, expect, it } from 'vitest';
import { givenAccount, givenPassword } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { limits, logInFrom } from './given-throttle.ts';

const wrong = 'not the password at all';

describe('a client that keeps the queue full', () => {
  const service = useService({ config: { hashConcurrency: 1, hashQueueMax: 8 } });

  it('keeps nobody else from logging in', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    const [attacker, other] = [{ localAddress: '127.0.9.1' }, { localAddress: '127.0.9.2' }];
    const statuses = new Set<number>();
    let isOver = false;
    const loops = Array.from({ length: 30 }, async () => {
      while (!isOver) {
        const { status } = await logInFrom(service().url, { username, password: wrong }, attacker);
        statuses.add(status);
      }
    });
    try {
      for (let logIns = 0; logIns < 10; logIns += 1) {
        const answer = await logInFrom(service().url, { username, password: givenPassword }, other);
        expect(answer.status).toBe(200);
      }
    } finally {
      isOver = true;
      await Promise.all(loops);
    }
    expect([...statuses].sort()).toEqual([401, 503]);
  });
});

describe('a queue without room', () => {
  const calls: string[] = [];
  const service = useService({
    config: {
      hashConcurrency: 1,
      hashQueueMax: 1,
      throttle: limits({ nameAndSource: { max: 1, windowSeconds: 900 } }),
    },
    override: (dependencies) => ({
      ...dependencies,
      database: {
        ...dependencies.database,
        run(sql, bindings) {
          calls.push(sql);
          return dependencies.database.run(sql, bindings);
        },
        transact(work) {
          calls.push('a transaction');
          return dependencies.database.transact(work);
        },
      },
    }),
  });
  const taken: { leave(): void }[] = [];
  afterEach(() => {
    for (const place of taken.splice(0)) place.leave();
  });

  function fill(): void {
    for (const source of ['one', 'another']) {
      const place = service().dependencies.hashGate.placeFor(source);
      place.keep();
      taken.push(place);
    }
  }

  it('is said before the database is asked for anything', async () => {
    fill();
    calls.length = 0;
    const answer = await logInFrom(service().url, { username: 'jane', password: wrong });
    expect(answer).toMatchObject({ status: 503, code: 'overloaded', retryAfter: '2', rateLimit: undefined });
    expect(calls).toEqual([]);
  });

  it('is no matter to guesses that are throttled', async () => {
    const guess = () => logInFrom(service().url, { username: 'june', password: wrong });
    expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
    fill();
    expect((await guess()).status).toBe(429);
  });
});
