import type { CallOptions } from './call.ts';

interface PageOf<Item> {
  readonly data: readonly Item[];
  readonly page: { readonly nextCursor: string | null };
}

/**
 * Walks through all items of a list, page by page, asking for the next page only when it is needed.
 *
 * @example
 * for await (const user of paginate(client.listUsers, { limit: 200 })) console.log(user.username);
 */
export async function* paginate<Input extends { cursor?: string | undefined } | undefined, Item>(
  list: (input: Input, options?: CallOptions) => Promise<PageOf<Item>>,
  query: NonNullable<Input>,
  options?: CallOptions,
): AsyncGenerator<Item, void, undefined> {
  let { cursor } = query;
  do {
    // The query with another cursor is a query of the same list; TypeScript loses that when it spreads a type parameter.
    const { data, page } = await list({ ...query, cursor } as Input, options);
    yield* data;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
