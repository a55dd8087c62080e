import { setImmediate as nextTurn } from 'node:timers/promises';

function ignore(): void {}

/**
 * Hands on one page after the other, and lets the next one be read while whoever took the one before is at work with it.
 * Nothing is read behind the first page until more is asked for: it may be all that is wanted.
 * @param allow called when a page but the first, or the end, was read, and before it is handed on
 */
export async function* readAhead<Page>(
  pages: AsyncIterable<Page>,
  allow: () => Promise<void>,
): AsyncGenerator<Page, void, undefined> {
  const reader = pages[Symbol.asyncIterator]();
  try {
    let page = await reader.next();
    let coming: Promise<IteratorResult<Page>> | undefined;
    while (!page.done) {
      yield page.value;
      page = await (coming ?? reader.next());
      await allow();
      if (page.done) return;
      coming = reader.next();
      // What it fails with is for whoever asks for the page; they may be gone by then.
      coming.catch(ignore);
      // Statements are sent when the event loop goes on: otherwise only after all work on this page.
      await nextTurn();
    }
  } finally {
    await reader.return?.();
  }
}
