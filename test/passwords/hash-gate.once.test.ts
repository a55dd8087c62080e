import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../server/src/http/refusal.ts';
import { createHashGate, type HashGate } from '../../server/src/passwords/hash-gate.ts';
import { createPasswordHasher } from '../../server/src/passwords/password-hasher.ts';

/** Work that goes on until it is told to end. */
function makeWork(gate: HashGate) {
  const under: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const start = (failure?: Error) =>
    gate.pass(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => under.push(resolve));
      running -= 1;
      if (failure) throw failure;
      return 'done';
    });
  const endOne = async () => {
    under.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { start, endOne, running: () => running, most: () => most };
}

function expectOverloaded(error: unknown): void {
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ code: 'overloaded', extras: { retryAfterSeconds: 2 } });
}

const rejection = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the hash gate', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('never lets more than so many in, and everyone gets a turn, in order', async () => {
    const work = makeWork(createHashGate(3, 100));
    const order: number[] = [];
    const all = Array.from({ length: 20 }, (_, index) => work.start().then(() => order.push(index)));
    for (let ended = 0; ended < 20; ended += 1) {
      await vi.advanceTimersByTimeAsync(0);
      expect(work.running()).toBe(Math.min(3, 20 - ended));
      await work.endOne();
    }
    await Promise.all(all);
    expect(work.most()).toBe(3);
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('refuses at once whoever finds the queue full', async () => {
    const work = makeWork(createHashGate(1, 2));
    const accepted = [work.start(), work.start(), work.start()];
    expectOverloaded(await rejection(work.start()));
    for (const _ of accepted) await work.endOne();
    expect(await Promise.all(accepted)).toEqual(['done', 'done', 'done']);
    const later = work.start();
    await work.endOne();
    expect(await later).toBe('done');
  });

  it('refuses whoever waited too long, and loses no place by it', async () => {
    const work = makeWork(createHashGate(1, 5));
    const first = work.start();
    const waiting = [work.start(), work.start()].map(rejection);
    await vi.advanceTimersByTimeAsync(9_000);
    const late = work.start();
    await vi.advanceTimersByTimeAsync(1_001);
    for (const error of await Promise.all(waiting)) expectOverloaded(error);
    await work.endOne();
    expect(await first).toBe('done');
    expect(work.running()).toBe(1);
    await work.endOne();
    expect(await late).toBe('done');
    const next = [work.start(), work.start()];
    expect(work.running()).toBe(1);
    for (const _ of next) await work.endOne();
    expect(await Promise.all(next)).toEqual(['done', 'done']);
    expect([work.most(), work.running()]).toEqual([1, 0]);
  });

  it('gives the place of a failing hash to the next one', async () => {
    const work = makeWork(createHashGate(2, 5));
    const failures = [1, 2, 3].map((number) => rejection(work.start(new Error(`failure ${number}`))));
    const good = work.start();
    for (let ended = 0; ended < 4; ended += 1) await work.endOne();
    expect((await Promise.all(failures)).map(String)).toEqual(
      [1, 2, 3].map((number) => `Error: failure ${number}`),
    );
    expect(await good).toBe('done');
    expect([work.most(), work.running()]).toEqual([2, 0]);
  });

  it('survives work that fails before it begins', async () => {
    const gate = createHashGate(1, 1);
    const broken = () => {
      throw new Error('not even begun');
    };
    for (let tries = 0; tries < 3; tries += 1)
      expect(String(await rejection(gate.pass(broken)))).toMatch(/not even/);
    expect(await gate.pass(async () => 'done')).toBe('done');
  });
});

describe('the hash gate and several sources', () => {
  /** Places of a source, each with a hash that waits until it is told to end; tells whose turn it was. */
  function arrange(gate: HashGate) {
    const turns: string[] = [];
    const under: (() => void)[] = [];
    return {
      turns,
      start(source: string): Promise<unknown> {
        const place = gate.placeFor(source);
        const done = place.run(async () => {
          turns.push(source);
          await new Promise<void>((resolve) => under.push(resolve));
        });
        return rejection(done.finally(() => place.leave()));
      },
      async endAll() {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          const end = under.shift();
          if (end === undefined) return;
          end();
        }
      },
    };
  }

  it('gives them turns in turn, however many hashes each has waiting', async () => {
    const { start, endAll, turns } = arrange(createHashGate(1, 64));
    const all = ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c'].map(start);
    await endAll();
    await Promise.all(all);
    expect(turns.join('')).toBe('aabcabaa');
  });

  it('shares the queue out: a newcomer takes the latest place of the source with most', async () => {
    const { start, endAll, turns } = arrange(createHashGate(1, 4));
    const outcomes = ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c', 'b', 'a'].map(start);
    await endAll();
    const kinds = (await Promise.all(outcomes)).map((error) => (error === undefined ? 'done' : 'refused'));
    // The source with most had five places, then four, then three beside two and none: everybody has at most two.
    expect(kinds.join(' ')).toBe('done done refused refused refused done done done refused refused');
    expect(turns.toSorted().join('')).toBe('aabbc');
  });

  it('refuses a newcomer where everybody has little, and never takes a place in use', async () => {
    const { start, endAll } = arrange(createHashGate(2, 1));
    const outcomes = ['a', 'a', 'a', 'b', 'c'].map(start);
    await endAll();
    const kinds = (await Promise.all(outcomes)).map((error) => (error === undefined ? 'done' : 'refused'));
    expect(kinds.join(' ')).toBe('done done refused done refused');
  });

  it('counts places that are kept for later, and takes them back', async () => {
    const gate = createHashGate(1, 1);
    const places = [gate.placeFor('a'), gate.placeFor('b')];
    for (const place of places) place.keep();
    expectOverloaded(await rejection(gate.placeFor('c').run(async () => 'done')));
    expectOverloaded(await rejection((async () => gate.placeFor('c').keep())()));
    places[0]?.leave();
    places[0]?.leave();
    const late = gate.placeFor('c');
    late.keep();
    expect(() => gate.placeFor('d').keep()).toThrow(Refusal);
    expect(await late.run(async () => 'done')).toBe('done');
  });

  it('refuses the work of a place that was given to somebody else', async () => {
    const gate = createHashGate(1, 1);
    const [first, second] = [gate.placeFor('a'), gate.placeFor('a')];
    first.keep();
    second.keep();
    gate.placeFor('b').keep();
    expectOverloaded(await rejection(second.run(async () => 'done')));
    expect(await first.run(async () => 'done')).toBe('done');
  });
});

describe('the hasher', () => {
  it('passes through the gate for every hash, also where there is none to compare with', async () => {
    let passed = 0;
    const hasher = await createPasswordHasher({
      gate: {
        pass: (work) => {
          passed += 1;
          return work();
        },
      },
      parameters: { memoryKib: 19_456, timeCost: 2, parallelism: 1 },
      reportUnusable: () => {},
    });
    const hash = await hasher.hash('a password');
    expect(await hasher.verify(hash, 'a password')).toBe(true);
    expect(await hasher.verify(hash, 'another')).toBe(false);
    expect(await hasher.verify(undefined, 'a password')).toBe(false);
    // The text that the stand-in was made of opens nothing.
    expect(await hasher.verify(undefined, 'nobody has this password')).toBe(false);
    expect(passed).toBe(5);
  });
});
