import type { Knex } from 'knex';
import { runQuery } from '../../database/run-query.ts';
import type { UserRow } from '../user-row.ts';
import type { FoundUsers } from './found-users.ts';
import { findUsers } from './id-queries.ts';
import { type Dialect, inText } from './id-source.ts';
import type { Plan, Walk } from './plan.ts';
import { aliases, type Beginning, orders, type Position, type Stretch } from './stretch.ts';
import { firstRowsOf, judge } from './walk-queries.ts';

/** A user with the key of the order that it was listed in. */
export interface ListedRow extends UserRow {
  readonly key_0: string | number;
  readonly key_1?: string | number;
}

const farthest = { asc: 'max', desc: 'min' } as const;

function splitPair(pair: string): Position {
  return [Number(pair.slice(0, 16)), pair.slice(16)];
}

/** Adds the users and their roles to where they are found. */
function selectFound(query: Knex.QueryBuilder, key: readonly string[]): Knex.QueryBuilder {
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

/** Users among the first rows of an index. */
export interface Window {
  readonly rows: readonly ListedRow[];
  /** How many rows of the index were looked at. */
  readonly count: number;
  /** Where it goes on. */
  readonly rest: Beginning;
}

interface WindowRow extends ListedRow {
  readonly place: number | null;
  readonly looked_at: number | string;
  readonly end: string | null;
}

/** Behind the last row; or with its user, who may have more rows, of which another one may be what is looked for. */
function restOf({ stream }: Walk, rows: readonly ListedRow[], end: Position): Beginning {
  const isOpen = stream.repeats === true && rows.at(-1)?.id !== end[0];
  return isOpen ? { after: end, isIncluded: true } : { after: end };
}

/** The same, and how far that went. */
export async function readWindow(
  dialect: Dialect,
  plan: Walk,
  stretch: Stretch,
  { first, limit }: { first: number; limit: number },
): Promise<Window> {
  const { reader } = dialect;
  const { direction } = stretch.section;
  const names = Object.keys(aliases(plan.stream.key));
  const end = names.length > 1 ? reader.raw(dialect.pairOf, names) : reader.ref('key_0');
  const extent = reader
    .from('walked')
    .select(reader.raw('count(*) as looked_at'), reader.raw(`${farthest[direction]}(?) as ??`, [end, 'end']));
  const { query: page, key } = judge(dialect, 'walked', plan, stretch, limit);
  const order = reader.raw(
    `row_number() over (order by ${key.map(() => `?? ${direction}`).join(', ')})`,
    key,
  );
  const query = reader
    .with('walked', firstRowsOf(dialect, plan, stretch, first))
    .from(extent.as('extent'))
    .leftJoin(page.select('page.*', { place: order }).as('page'), reader.raw('1 = 1'))
    .leftJoin('users', 'users.id', 'page.id')
    .select('extent.*', 'page.place');
  // Sorted by the server, the rows would be written to a table for that, with all that they hold.
  const rows = await runQuery<WindowRow>(dialect, selectFound(query, key));
  const [{ looked_at: count, end: last } = { looked_at: 0, end: null }] = rows;
  const found = rows.filter(({ place }) => place !== null).sort((a, b) => Number(a.place) - Number(b.place));
  const position = names.length > 1 ? splitPair(last ?? '') : [last ?? ''];
  return { rows: found, count: Number(count), rest: restOf(plan, found, position) };
}
