import type { Database } from '../../database/database.ts';
import type { UserRow } from '../user-row.ts';
import type { FilterPart } from './filter-parts.ts';
import { type Dialect, dialectOf } from './id-source.ts';
import { findSmallPart, findWindow, type ListedRow, readSection } from './page-queries.ts';
import { isSelective, planSection } from './plan.ts';
import { sectionsOf, type UserSort } from './sections.ts';
import type { Position } from './stretch.ts';
import type { UserFilter } from './user-filter.ts';

/** How many rows a page examines at the most, together no more than 5,000. */
export interface PageLimits {
  /** Counted to find out whether few users fulfil a part of the filter. */
  readonly maxProbed: number;
  /** Looked at in the hope that they fill the page. */
  readonly maxHoped: number;
  /** Walked through in the order of the list. */
  readonly maxWalked: number;
}

/** Fewer than could be: the first page of a filter that nobody fulfils should not take much longer than others. */
const pageLimits: PageLimits = { maxProbed: 1_000, maxHoped: 200, maxWalked: 1_500 };

/** A place in a list: the section, and where in it. */
export interface ListPosition {
  readonly section: number;
  readonly after: Position;
}

/** Users of a list, and from where it goes on; undefined at the end of the list. */
export interface UserPage {
  readonly rows: readonly UserRow[];
  readonly next: ListPosition | undefined;
}

/** The page that is asked for. */
export interface PageRequest {
  readonly sort: UserSort;
  readonly after: ListPosition | undefined;
  readonly limit: number;
}

/** A part that few users fulfil, looked for only where the page would otherwise walk past users who do not. */
async function smallPartFor(
  dialect: Dialect,
  filter: UserFilter,
  sort: UserSort,
  maxProbed: number,
): Promise<FilterPart | undefined> {
  const exact = filter.parts.find(({ isExact }) => isExact);
  if (exact !== undefined) return exact;
  const isNeeded = sectionsOf(sort, filter).some((section) =>
    isSelective(planSection(filter, section, undefined)),
  );
  return isNeeded ? findSmallPart(dialect, filter.parts, filter.bounds, maxProbed) : undefined;
}

function positionOf(row: ListedRow): Position {
  return row.key_1 === undefined ? [row.key_0] : [row.key_0, row.key_1];
}

/**
 * One page of users. However many there are, it examines at most 5,000 rows: it stops short of its limit where it would
 * have to look at more.
 */
export async function readUserPage(
  database: Pick<Database, 'reader' | 'engine'>,
  filter: UserFilter,
  { sort, after, limit }: PageRequest,
  { maxProbed, maxHoped, maxWalked }: PageLimits = pageLimits,
): Promise<UserPage> {
  const dialect = dialectOf(database);
  const { bounds } = filter;
  const small = await smallPartFor(dialect, filter, sort, maxProbed);
  const sections = sectionsOf(sort, filter);
  const found: { row: ListedRow; section: number }[] = [];
  let walked = 0;

  for (let index = after?.section ?? 0; index < sections.length; index += 1) {
    const section = sections[index];
    if (section === undefined) break;
    const plan = planSection(filter, section, small);
    const start = index === after?.section ? after.after : undefined;
    const isWalk = plan.kind === 'walk' && isSelective(plan);
    if (isWalk && walked === 0) {
      const hoped = { section, after: start, first: maxHoped };
      const rows = await readSection(dialect, plan, bounds, hoped, limit + 1 - found.length);
      if (found.length + rows.length > limit) {
        found.push(...rows.map((row) => ({ row, section: index })));
        break;
      }
    }
    const size = maxWalked - walked;
    const window = isWalk
      ? await findWindow(dialect, plan.stream, bounds, { section, after: start }, size)
      : undefined;
    if (window?.count === 0) continue;
    walked += window?.count ?? 0;
    const stretch = { section, after: start, until: window?.end };
    const rows = await readSection(dialect, plan, bounds, stretch, limit + 1 - found.length);
    found.push(...rows.map((row) => ({ row, section: index })));
    if (found.length > limit) break;
    if (window?.count === size) {
      return { rows: found.map(({ row }) => row), next: { section: index, after: window.end } };
    }
  }

  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next =
    found.length > limit && last ? { section: last.section, after: positionOf(last.row) } : undefined;
  return { rows: shown.map(({ row }) => row), next };
}
