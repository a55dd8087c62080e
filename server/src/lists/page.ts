import { type CursorScope, writeCursor } from './cursor.ts';

/** A page as the contract's lists have it. */
export interface Page<Item> {
  readonly data: Item[];
  readonly page: { readonly limit: number; readonly nextCursor: string | null };
}

/** How rows become a page; one row more than the limit tells whether there is a next page. */
export interface PageForm<Row, Item> {
  readonly limit: number;
  readonly scope: CursorScope;
  positionOf(row: Row): string;
  present(row: Row): Item;
}

/** Makes a page of rows, of which there may be one more than the limit. */
export function pageOf<Row, Item>(rows: readonly Row[], form: PageForm<Row, Item>): Page<Item> {
  const shown = rows.slice(0, form.limit);
  const last = shown.at(-1);
  const hasNext = rows.length > form.limit && last !== undefined;
  return {
    data: shown.map((row) => form.present(row)),
    page: {
      limit: form.limit,
      nextCursor: hasNext ? writeCursor(form.scope, form.positionOf(last)) : null,
    },
  };
}
