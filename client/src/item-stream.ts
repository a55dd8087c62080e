import { NetworkError } from './errors.ts';

/** A success that is a stream. It can be read once: item by item as NDJSON, or as the bytes of the response. */
export interface ItemStream<Item> extends AsyncIterable<Item> {
  /** The answer of fetch, of which nothing was read: `response.body` are the bytes, in whatever format was asked for. */
  readonly response: Response;
}

/**
 * The items of a stream of NDJSON, as far as they are asked for. Iterating throws the reason of the signal if that aborts,
 * and a NetworkError if the stream breaks off, also where only the line that says how many items there were is missing,
 * or if it is no NDJSON.
 */
export function itemStream(
  operationId: string,
  response: Response,
  signal: AbortSignal,
): ItemStream<unknown> {
  async function* items(): AsyncGenerator<unknown, void, undefined> {
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let count = 0;
    let rest = '';
    try {
      for (;;) {
        const chunk = await reader?.read();
        const lines = (rest + decoder.decode(chunk?.value, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const item = JSON.parse(line);
          if (item.end && item.count === count) return;
          count += 1;
          yield item;
        }
        if (chunk?.done !== false) throw 'The stream broke off.';
      }
    } catch (cause) {
      throw signal.aborted ? signal.reason : new NetworkError(operationId, cause);
    } finally {
      reader?.cancel().catch(() => {});
    }
  }
  return { response, [Symbol.asyncIterator]: items };
}
