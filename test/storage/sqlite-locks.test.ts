import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toRefusal } from '../../server/src/http/problem-response.ts';
import { currentEngine } from '../support/database.ts';
import { failureOf, noteIds, openWithNotes } from './open.ts';

const holder = fileURLToPath(new URL('./hold-sqlite-lock.mjs', import.meta.url));

/** Another process takes the write lock of the file, and gives it back after the time, or when the test ends. */
async function holdLock(url: string, forMs: number): Promise<void> {
  const child = fork(holder, [url.slice('sqlite:'.length), String(forMs)]);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  await once(child, 'message');
}

/** The longest time for which the event loop did nothing else while the work went on. */
async function worstDelayMs(work: () => Promise<void>): Promise<number> {
  let worst = 0;
  let last = performance.now();
  const tick = () => {
    worst = Math.max(worst, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(tick, 5);
  await work();
  clearInterval(timer);
  tick();
  return worst;
}

/** Other processes can stop the event loop as well: a fault of ours stops it every time. */
const timed = { retry: 3, timeout: 60_000 };

describe.runIf(currentEngine() === 'sqlite')('a file that another process is writing to', () => {
  it('is waited for, while the event loop goes on', timed, async () => {
    const { url, database } = await openWithNotes();
    await holdLock(url, 600);
    const ids = Array.from({ length: 10 }, (_, index) => index);
    const worst = await worstDelayMs(async () => {
      await Promise.all(ids.map((id) => database.transact((tx) => tx('notes').insert({ id, moment: 0 }))));
    });
    expect(worst).toBeLessThan(300);
    expect(await noteIds(database)).toEqual(ids);
  });

  it('can be read meanwhile', async () => {
    const { url, database } = await openWithNotes();
    await holdLock(url, 600);
    expect(await database.run('select id from notes', [])).toEqual([]);
    expect(await noteIds(database)).toEqual([]);
  });

  it('is given up in the end, with a problem that says to come back', timed, async () => {
    const { url, database } = await openWithNotes();
    await holdLock(url, 60_000);
    const startedAt = performance.now();
    const worst = await worstDelayMs(async () => {
      const writes = [1, 2, 3].map((id) => database.transact((tx) => tx('notes').insert({ id, moment: 0 })));
      for (const failure of await Promise.all(writes.map(failureOf))) {
        expect(['database-unavailable', 'overloaded']).toContain(toRefusal(failure).code);
        expect(toRefusal(failure).extras.retryAfterSeconds).toBeGreaterThan(0);
      }
    });
    expect(worst).toBeLessThan(300);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(await noteIds(database)).toEqual([]);
  });
});
