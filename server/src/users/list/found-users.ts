import type { Knex } from 'knex';
import { type Dialect, inText } from './id-source.ts';
import type { Direction } from './sections.ts';
import { aliases, orders } from './stretch.ts';

/** Where users are found: a query that still has no columns, order or limit. */
export interface FoundUsers {
  readonly query: Knex.QueryBuilder;
  readonly id: string;
  /** What they are sorted by. */
  readonly key: readonly string[];
  /** True if the query has the table of users already. */
  readonly hasUsers: boolean;
}

/** The ids alone, sorted and cut off, so that what follows is done for no more users than that. */
export function cutOff(
  dialect: Dialect,
  { query, id, key }: Omit<FoundUsers, 'hasUsers'>,
  direction: Direction,
  limit: number,
): FoundUsers {
  const columns = aliases(key);
  query
    .select({ id, ...columns })
    .orderBy(orders(key, direction))
    .limit(limit, inText);
  return {
    query: dialect.reader.from(query.as('page')),
    id: 'page.id',
    key: Object.keys(columns).map((column) => `page.${column}`),
    hasUsers: false,
  };
}
