import type { Dependencies } from '@roster/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultSwitch } from '../conformance/faults.ts';
import { type SampleRequest, sampleRequests } from '../conformance/sample-requests.ts';
import type { Answer } from '../http/send.ts';
import { makeSignal } from '../storage/open.ts';
import { createTestDatabase, currentEngine, type TestDatabase } from '../support/database.ts';
import { quickHashes } from '../support/given.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { contentOf, isReplay, newKey, sendKeyed } from './keyed.ts';

/*
 * Two instances on one database: copies of a request meet inside of one, or in the database.
 */
const faults = faultSwitch();
/** Runs inside of the next transaction of the first instance, when all of its work is done. */
let insideNext: (() => Promise<void>) | undefined;
let database: TestDatabase;
let instances: readonly [TestService, TestService];

function watched(dependencies: Dependencies): Dependencies {
  const { database: inner } = dependencies;
  const transact: typeof inner.transact = (work) =>
    inner.transact(async (tx) => {
      const value = await work(tx);
      const inside = insideNext;
      insideNext = undefined;
      await inside?.();
      return value;
    });
  return { ...dependencies, database: { ...inner, transact } };
}

beforeAll(async () => {
  database = await createTestDatabase();
  const first = await startTestService({
    database,
    config: { idempotencyWaitMs: 100 },
    override: (dependencies) => watched(faults.override(quickHashes(dependencies))),
  });
  const second = await startTestService({ database, override: quickHashes });
  instances = [first, second];
});
afterAll(async () => {
  for (const instance of instances) await instance.stop();
  await database.drop();
});

async function usersNamed(sample: SampleRequest): Promise<number> {
  const { username } = Object(sample.body);
  const { reader } = instances[0].dependencies.database;
  return (await reader('users').where({ username })).length;
}

/** Resolves when the second instance asks for what the first one holds: the record, or SQLite's one lock. */
function asked(): Promise<void> {
  const { reader } = instances[1].dependencies.database;
  const sought = currentEngine() === 'sqlite' ? /^begin/i : /^insert into `idempotency_records`/i;
  return new Promise((resolve) => {
    const look = ({ sql }: { sql: string }) => {
      if (!sought.test(sql)) return;
      reader.off('query', look);
      resolve();
    };
    reader.on('query', look);
  });
}

function kindOf(answer: Answer): string {
  return answer.problem?.code ?? (isReplay(answer) ? 'replay' : 'done');
}

describe('20 copies at once over two instances', () => {
  it.each([1, 2, 3, 4, 5])('have one effect, and no two different answers (round %i)', async () => {
    const sample = await sampleRequests.createUser(instances[0]);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sendKeyed(instances[index % 2 === 0 ? 0 : 1], sample, key)),
    );
    const kinds = answers.map(kindOf);
    expect(kinds.filter((kind) => kind === 'done')).toHaveLength(1);
    const others = ['done', 'replay', 'idempotency-in-progress'];
    expect(kinds.filter((kind) => !others.includes(kind))).toEqual([]);
    expect(kinds).toContain('replay');
    const successes = answers.filter(({ status }) => status === 201).map(contentOf);
    for (const success of successes) expect(success).toEqual(successes[0]);
    expect(await usersNamed(sample)).toBe(1);
  });

  it('of which half are another request have one effect', async () => {
    const sample = await sampleRequests.createUser(instances[0]);
    const other = await sampleRequests.createUser(instances[0]);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        sendKeyed(
          instances[index % 2 === 0 ? 0 : 1],
          index % 4 < 2 ? sample : { ...other, token: sample.token },
          key,
        ),
      ),
    );
    const kinds = answers.map(kindOf);
    expect(kinds.filter((kind) => kind === 'done')).toHaveLength(1);
    expect(kinds).toContain('idempotency-key-reused');
    expect((await usersNamed(sample)) + (await usersNamed(other))).toBe(1);
  });
});

/** A request to the first instance that has done all of its work, and commits it when it is released. */
async function holdFirst() {
  const sample = await sampleRequests.createUser(instances[0]);
  const key = newKey();
  const claimed = makeSignal();
  const released = makeSignal();
  insideNext = () => {
    claimed.give();
    return released.given;
  };
  const first = sendKeyed(instances[0], sample, key);
  await claimed.given;
  return { sample, key, first, released };
}

describe('a copy', () => {
  it('waits at the same instance for the first, and gets its answer', async () => {
    const [, instance] = instances;
    const sample = await sampleRequests.createUser(instance);
    const key = newKey();
    const answers = await Promise.all([sendKeyed(instance, sample, key), sendKeyed(instance, sample, key)]);
    expect(answers.map(kindOf).sort()).toEqual(['done', 'replay']);
  });

  it('is told to come back when the first takes too long at the same instance', async () => {
    const [instance] = instances;
    const sample = await sampleRequests.createUser(instance);
    const key = newKey();
    const { arrived, release } = faults.hold();
    const first = sendKeyed(instance, sample, key);
    await arrived;
    const copy = await sendKeyed(instance, sample, key);
    expect(copy.problem).toMatchObject({ code: 'idempotency-in-progress', retryAfterSeconds: 1 });
    release();
    expect(kindOf(await first)).toBe('done');
    expect(kindOf(await sendKeyed(instance, sample, key))).toBe('replay');
  });

  it('waits at another instance for the first, and gets its answer instead of that of the rules', async () => {
    const { sample, key, first, released } = await holdFirst();
    const isAsked = asked();
    const copy = sendKeyed(instances[1], sample, key);
    await isAsked;
    released.give();
    expect(kindOf(await first)).toBe('done');
    expect(kindOf(await copy)).toBe('replay');
    expect(contentOf(await copy)).toEqual(contentOf(await first));
  });

  it('is told to come back when the first takes too long at another instance', async () => {
    const { sample, key, first, released } = await holdFirst();
    const copy = await sendKeyed(instances[1], sample, key);
    // SQLite has one lock for everything; it does not say what it is held for.
    const expected = currentEngine() === 'sqlite' ? 'database-unavailable' : 'idempotency-in-progress';
    expect(kindOf(copy)).toBe(expected);
    released.give();
    expect(kindOf(await first)).toBe('done');
    expect(kindOf(await sendKeyed(instances[1], sample, key))).toBe('replay');
  });

  it('is done when the first one fails while it waits', async () => {
    const [, instance] = instances;
    const { id, username } = await instance.root.createUser({ username: `taken-${newKey()}` });
    const sample = { ...(await sampleRequests.createUser(instance)), body: { username } };
    const key = newKey();
    const answers = await Promise.all([sendKeyed(instance, sample, key), sendKeyed(instance, sample, key)]);
    expect(answers.map(kindOf)).toEqual(['username-taken', 'username-taken']);
    await instance.root.deleteUser({ user: id });
    expect(kindOf(await sendKeyed(instance, sample, key))).toBe('done');
  });
});

describe('a request whose answer was lost', () => {
  it('at COMMIT was done, and is answered when it is sent again', async () => {
    const [instance] = instances;
    const sample = await sampleRequests.createUser(instance);
    const key = newKey();
    const lost = await faults.during('lost-at-commit', () => sendKeyed(instance, sample, key));
    expect(lost.problem?.code).toBe('outcome-unknown');
    const again = await sendKeyed(instance, sample, key);
    expect([again.status, kindOf(again)]).toEqual([201, 'replay']);
    expect(await usersNamed(sample)).toBe(1);
  });

  it('by a failure inside of the transaction was not done, and is done when it is sent again', async () => {
    const [instance] = instances;
    const sample = await sampleRequests.createUser(instance);
    const key = newKey();
    insideNext = async () => {
      throw new Error('The work failed after all of its statements.');
    };
    const failed = await sendKeyed(instance, sample, key);
    expect(failed.problem?.code).toBe('internal-error');
    expect(await usersNamed(sample)).toBe(0);
    expect(kindOf(await sendKeyed(instance, sample, key))).toBe('done');
    expect(kindOf(await sendKeyed(instance, sample, key))).toBe('replay');
  });

  it('by a conflict is done anew inside of the request, with one record', async () => {
    const [instance] = instances;
    const sample = await sampleRequests.createUser(instance);
    const key = newKey();
    let failures = 0;
    insideNext = async () => {
      failures += 1;
      throw Object.assign(new Error('Deadlock found.'), { code: 'ER_LOCK_DEADLOCK', errno: 1213 });
    };
    expect(kindOf(await sendKeyed(instance, sample, key))).toBe('done');
    expect(failures).toBe(1);
    expect(kindOf(await sendKeyed(instance, sample, key))).toBe('replay');
  });
});
