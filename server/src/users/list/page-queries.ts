import type { Knex } from 'knex';
import { runQuery } from '../../database/run-query.ts';
import type { UserRow } from '../user-row.ts';
import type { FoundUsers } from './found-users.ts';
import { findUsers } from './id-queries.ts';
import { type Dialect, inText } from './id-source.ts';
import type { Plan, Walk } from './plan.ts';
import { aliases, orders, type Stretch } from './stretch.ts';
import { firstRowsOf, judge } from './walk-queries.ts';

/** A user with the key of the order that it was listed in. */
export interface ListedRow extends UserRow {
  readonly key_0: string | number;
  readonly key_1?: string | number;
}

/** Adds the users and their roles to where they are found. */
export function selectFound(query: Knex.QueryBuilder, key: readonly string[]): Knex.QueryBuilder {
  // Every user has a role; an inner join might begin with the roles, and sort the users.
  return query
    .leftJoin('roles', 'roles.id', 'users.role_id')
    .select('users.*', { role_name: 'roles.name', role_rank: 'roles.rank' }, aliases(key));
}

function readFound(
  dialect: Dialect,
  { query, id, key, hasUsers }: FoundUsers,
  { section: { direction } }: Stretch,
  limit: number,
): Promise<ListedRow[]> {
  if (!hasUsers) dialect.joinUsers(query, id);
  selectFound(query, key).orderBy(orders(key, direction)).limit(limit, inText);
  return runQuery<ListedRow>(dialect, query);
}

/** Users of a section behind a position, at most so many. */
export function readSection(
  dialect: Dialect,
  plan: Plan,
  stretch: Stretch,
  limit: number,
): Promise<ListedRow[]> {
  return readFound(dialect, findUsers(dialect, plan, stretch, limit), stretch, limit);
}

/** The same from the first rows of the index only. */
export function readFirst(
  dialect: Dialect,
  plan: Walk,
  stretch: Stretch,
  { first, limit }: { first: number; limit: number },
): Promise<ListedRow[]> {
  const rows = firstRowsOf(dialect, plan, stretch, first);
  return readFound(dialect, judge(dialect, rows, plan, stretch, limit), stretch, limit);
}
