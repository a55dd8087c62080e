import type { CallOptions } from './call.ts';

/** A page of a list. */
export interface PageOf<Item> {
  readonly data: readonly Item[];
  readonly page: { readonly nextCursor: string | null };
}

/** A list that is read page by page, as far as it is iterated. */
export interface Pagination<Item, Page> extends AsyncIterable<Item> {
  /** Iterates over whole pages instead; each has the cursor of the next in `page.nextCursor`. */
  readonly pages: AsyncIterable<Page>;
  /**
   * Where to go on after a break: the cursor of the page that is being handed out; undefined at the beginning, null when
   * all is done. Kept, and passed as `cursor` of the query in a later run, it misses no item and repeats at most a page.
   */
  readonly cursor: string | null | undefined;
}

/**
 * Walks through all items of a list, page by page, asking for the next page only when it is needed.
 *
 * Rejects as the operation does; with the problem `cursor-invalid` if the cursor belongs to another query.
 *
 * @example
 * const users = paginate(client.listUsers, { limit: 200 });
 * for await (const user of users) console.log(user.username, users.cursor);
 * for await (const { data, page } of users.pages) console.log(data.length, page.nextCursor);
 */
export function paginate<
  Input extends { cursor?: string | undefined } | undefined,
  Item,
  Page extends PageOf<Item> = PageOf<Item>,
>(
  list: (input: Input, options?: CallOptions) => Promise<Page & PageOf<Item>>,
  query: NonNullable<Input>,
  options?: CallOptions,
): Pagination<Item, Page> {
  let position: string | null | undefined = query.cursor;
  async function* pages(): AsyncGenerator<Page, void, undefined> {
    for (position = query.cursor; position !== null; ) {
      // The query with another cursor is a query of the same list; TypeScript loses that when it spreads a type parameter.
      const page = await list({ ...query, cursor: position } as Input, options);
      yield page;
      position = page.page.nextCursor;
    }
  }
  async function* items(): AsyncGenerator<Item, void, undefined> {
    for await (const { data } of pages()) yield* data;
  }
  return {
    pages: { [Symbol.asyncIterator]: pages },
    [Symbol.asyncIterator]: items,
    get cursor() {
      return position;
    },
  };
}
