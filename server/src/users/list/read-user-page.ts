import type { UserRow } from '../user-row.ts';
import type { FilterPart } from './filter-parts.ts';
import { type Dialect, dialectOf, type Listed } from './id-source.ts';
import { type ListedRow, readFirst, readSection } from './page-queries.ts';
import { isLengthy, isSelective, planSection } from './plan.ts';
import { findSmallPart } from './probe-queries.ts';
import { type Section, sectionsOf, type UserSort } from './sections.ts';
import type { Beginning, Stretch } from './stretch.ts';
import type { UserFilter } from './user-filter.ts';
import { readFew, readWindow } from './window-queries.ts';

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
const pageLimits: PageLimits = { maxProbed: 1_000, maxHoped: 200, maxWalked: 1_000 };

/** A place in a list: the section, and where in it. */
export interface ListPosition extends Beginning {
  readonly section: number;
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

/** What is known when few users fulfil a part of the filter. */
interface Few {
  readonly part?: FilterPart | undefined;
  /** The page itself, and one user behind it, where that part is the whole filter. */
  readonly rows?: readonly ListedRow[] | undefined;
}

/** Looked for only where the page would otherwise walk past users who do not fulfil the filter. */
async function fewFor(
  dialect: Dialect,
  { parts, bounds }: UserFilter,
  sections: readonly Section[],
  begin: Beginning | undefined,
  { first, limit }: { first: number; limit: number },
): Promise<Few> {
  const isNeeded = sections.some((section) =>
    isSelective(planSection({ parts, bounds }, section, undefined)),
  );
  if (!isNeeded) return {};
  const [section] = sections;
  const [source, ...others] = parts.flatMap(({ sets }) => sets);
  const isAlone = source !== undefined && parts.length === 1 && others.length === 0 && sections.length === 1;
  if (isAlone && section !== undefined && section.order === undefined) {
    return { rows: await readFew(dialect, source, { section, begin, bounds }, { first, limit }) };
  }
  return { part: await findSmallPart(dialect, parts, first) };
}

/** So many users, if they are among the first rows of the section behind the position; otherwise fewer, or none. */
async function hopeFor(
  dialect: Dialect,
  filter: UserFilter,
  stretch: Stretch | undefined,
  size: { first: number; limit: number },
): Promise<readonly ListedRow[]> {
  if (stretch === undefined) return [];
  const plan = planSection(filter, stretch.section, undefined);
  return isLengthy(plan) ? readFirst(dialect, plan, stretch, size) : [];
}

/** A user of a list, and the number of the section. */
interface Found {
  readonly row: ListedRow;
  readonly section: number;
}

/** The page that these begin with; if there are more of them, it goes on behind its last one. */
function pageOf(found: readonly Found[], limit: number): UserPage {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const rows = shown.map(({ row }) => row);
  if (found.length <= limit || last === undefined) return { rows, next: undefined };
  const { key_0: first, key_1: second } = last.row;
  return { rows, next: { section: last.section, key: second === undefined ? [first] : [first, second] } };
}

/**
 * One page of users. Where it would walk past users who do not fulfil the filter, two things are tried at the same time:
 * counting the rows of each index, because the users of a small one can all be read, and looking at the first rows in the
 * order of the list, because they may fill the page. Only if neither is enough, the sections are read one after the other.
 * However many users there are, it examines at most 5,000 rows: it stops short of its limit where it would have to look at
 * more.
 */
export async function readUserPage(
  database: Listed,
  filter: UserFilter,
  { sort, after, limit }: PageRequest,
  { maxProbed, maxHoped, maxWalked }: PageLimits = pageLimits,
): Promise<UserPage> {
  const dialect = dialectOf(database);
  const { bounds } = filter;
  const sections = sectionsOf(sort, filter);
  const firstIndex = after?.section ?? 0;
  const beginning = sections[firstIndex] && { section: sections[firstIndex], begin: after, bounds };
  const exact = filter.parts.find(({ isExact }) => isExact);
  // At the same time, because mostly the one or the other is all that is needed.
  const [few, hoped]: [Few, readonly ListedRow[]] = exact
    ? [{ part: exact }, []]
    : await Promise.all([
        fewFor(dialect, filter, sections, after, { first: maxProbed, limit: limit + 1 }),
        hopeFor(dialect, filter, beginning, { first: maxHoped, limit: limit + 1 }),
      ]);
  const early = few.rows ?? (hoped.length > limit ? hoped : undefined);
  if (early !== undefined) {
    const users = early.map((row) => ({ row, section: firstIndex }));
    return pageOf(users, limit);
  }

  const found: Found[] = [];
  let walked = 0;
  for (let index = firstIndex; index < sections.length; index += 1) {
    const section = sections[index];
    if (section === undefined) break;
    const plan = planSection(filter, section, few.part);
    const stretch = { section, begin: index === firstIndex ? after : undefined, bounds };
    const size = { first: maxWalked - walked, limit: limit + 1 - found.length };
    const window = isLengthy(plan) ? await readWindow(dialect, plan, stretch, size) : undefined;
    const rows = window?.rows ?? (await readSection(dialect, plan, stretch, size.limit));
    found.push(...rows.map((row) => ({ row, section: index })));
    if (found.length > limit) break;
    walked += window?.count ?? 0;
    if (window?.count === size.first) {
      return { rows: found.map(({ row }) => row), next: { section: index, ...window.rest } };
    }
  }
  return pageOf(found, limit);
}
