import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readAhead } from '../../server/src/http/read-ahead.ts';

/** Notes in which order pages are read and allowed; one of them may fail, or none but the first be allowed. */
function notedPages(
  count: number,
  { failing, isRefused = false }: { failing?: number; isRefused?: boolean } = {},
) {
  const events: string[] = [];
  async function* pages(): AsyncGenerator<number, void, undefined> {
    try {
      for (let page = 1; page <= count; page += 1) {
        events.push(`read ${page}`);
        // As long as a database takes: the answer is there in another turn.
        await nextTurn();
        if (page === failing) throw new Error(`Page ${page} cannot be read.`);
        events.push(`got ${page}`);
        yield page;
      }
      events.push('got the end');
    } finally {
      events.push('stopped');
    }
  }
  const allow = async () => {
    events.push(isRefused ? 'refused' : 'allowed');
    if (isRefused) throw new Error('No more.');
  };
  return { events, taken: readAhead(pages(), allow) };
}

/** Lets whatever is under way go as far as it gets. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
}

describe('reading ahead', () => {
  it('hands on all pages in order, each but the first when it was read and then allowed, the end too', async () => {
    const { events, taken } = notedPages(3);
    for await (const page of taken) events.push(`took ${page}`);
    expect(events.filter((event) => !event.startsWith('read'))).toEqual([
      ...['got 1', 'took 1'],
      ...['got 2', 'allowed', 'got 3', 'took 2'],
      ...['allowed', 'got the end', 'stopped', 'took 3', 'allowed'],
    ]);
  });

  it('reads nothing behind the first page until more is asked for', async () => {
    const { events, taken } = notedPages(5);
    await taken.next();
    await settle();
    expect(events).toEqual(['read 1', 'got 1']);
    await taken.return();
    expect(events).toEqual(['read 1', 'got 1', 'stopped']);
  });

  it('reads one page while the one before is at work, and no more, and has begun before', async () => {
    const { events, taken } = notedPages(5);
    await taken.next();
    await taken.next();
    expect(events.at(-1)).toMatch(/ 3$/);
    await settle();
    expect(events).toEqual(['read 1', 'got 1', 'read 2', 'got 2', 'allowed', 'read 3', 'got 3']);
    await taken.return();
    expect(events.at(-1)).toBe('stopped');
  });

  it('does not begin with the next page when one is not allowed', async () => {
    const { events, taken } = notedPages(5, { isRefused: true });
    await taken.next();
    await expect(taken.next()).rejects.toThrow('No more.');
    await settle();
    expect(events).toEqual(['read 1', 'got 1', 'read 2', 'got 2', 'refused', 'stopped']);
  });

  it('fails where the page that was read ahead is asked for, and not before', async () => {
    const { taken } = notedPages(5, { failing: 3 });
    await taken.next();
    expect(await taken.next()).toEqual({ done: false, value: 2 });
    await settle();
    await expect(taken.next()).rejects.toThrow('Page 3 cannot be read.');
    expect(await taken.next()).toEqual({ done: true, value: undefined });
  });

  it('lets whoever goes away not know that the page behind failed', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { events, taken } = notedPages(5, { failing: 3 });
    await taken.next();
    await taken.next();
    await settle();
    await taken.return();
    await settle();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(events.at(-1)).toBe('stopped');
  });
});
