import { describe, expect, it, onTestFinished } from 'vitest';
import type { Sweep } from '../../server/src/maintenance/sweep.ts';
import { startSweeper } from '../../server/src/maintenance/sweeper.ts';
import { quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService({ override: quickHashes });

/** A sweep that tells when it is called, and answers what it is told. */
function fakeSweep(answer: (call: number) => Promise<number>) {
  let calls = 0;
  let called: () => void = () => {};
  let next = new Promise<void>((resolve) => {
    called = resolve;
  });
  const sweep: Sweep = {
    name: 'fake',
    deleteBatch() {
      calls += 1;
      called();
      next = new Promise<void>((resolve) => {
        called = resolve;
      });
      return answer(calls);
    },
  };
  return {
    sweep,
    calls: () => calls,
    /** Waits until it has been called so often. */
    async until(count: number) {
      while (calls < count) await next;
    },
  };
}

function start(...sweeps: Sweep[]): () => Promise<void> {
  const { dependencies } = service();
  const config = { ...dependencies.config, sweepEveryMs: 1 };
  const stop = startSweeper(sweeps, { ...dependencies, config });
  onTestFinished(stop);
  return stop;
}

describe('the sweeper', () => {
  it('calls a sweep until nothing is left, round after round', async () => {
    const first = fakeSweep(async (call) => (call % 3 === 0 ? 0 : 10));
    const second = fakeSweep(async () => 0);
    start(first.sweep, second.sweep);
    await second.until(2);
    expect(first.calls()).toBe(second.calls() * 3);
  });

  it('goes on after a sweep that fails, in this round and in the next', async () => {
    const failing = fakeSweep(() => Promise.reject(new Error('The database is away.')));
    const other = fakeSweep(async () => 0);
    start(failing.sweep, other.sweep);
    await other.until(3);
    expect(failing.calls()).toBe(other.calls());
  });

  it('does a bounded amount of work in one round', async () => {
    const endless = fakeSweep(async () => 1);
    const other = fakeSweep(async () => 0);
    start(endless.sweep, other.sweep);
    await other.until(1);
    expect(endless.calls()).toBe(100);
  });

  it('stops after the batch under way, and waits for it', async () => {
    let finish: (rows: number) => void = () => {};
    let isFinished = false;
    const slow = fakeSweep(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const stop = start(slow.sweep);
    await slow.until(1);
    const stopped = stop().then(() => expect(isFinished).toBe(true));
    isFinished = true;
    finish(10);
    await stopped;
    expect(slow.calls()).toBe(1);
  });

  it('does not begin when it is stopped first', async () => {
    const sweep = fakeSweep(async () => 0);
    await start(sweep.sweep)();
    expect(sweep.calls()).toBe(0);
  });
});
