import { runQuery } from '../../database/run-query.ts';
import { byPreference, type FilterPart } from './filter-parts.ts';
import { type Dialect, dialectOf, type idsOf, inText, type Listed, uniqueIdsOf } from './id-source.ts';
import { findSmallPart } from './probe-queries.ts';
import type { UserFilter } from './user-filter.ts';

/** How many users a list has in all. */
export interface UserTotal {
  readonly total: number;
  /** True if there may be more. */
  readonly totalIsCapped: boolean;
}

/** What bounds the work of a capped count. */
export interface CountLimits {
  readonly cap: number;
  /** How many rows it looks at where not all of them count. */
  readonly maxExamined: number;
}

const countLimits: CountLimits = { cap: 10_000, maxExamined: 20_000 };

async function countRows(dialect: Dialect, rows: ReturnType<typeof idsOf>): Promise<number> {
  const query = dialect.reader.from(rows.as('counted')).count({ total: '*' });
  const [row] = await runQuery<{ total: number | string }>(dialect, query);
  return Number(row?.total ?? 0);
}

/** The ids of those who fulfil the part, or of everybody; with a limit, at most so many from each of its indexes. */
function candidates(dialect: Dialect, filter: UserFilter, part: FilterPart | undefined, limit?: number) {
  if (part === undefined) {
    const all = dialect.reader('users').select('id');
    return limit === undefined ? all : all.limit(limit, inText);
  }
  const branches = part.sets.map((source, index) => {
    // A limit has to count rows that bounds would pass by.
    const bounds = limit !== undefined && source.isRange ? {} : filter.bounds;
    const ids = uniqueIdsOf(dialect, source, bounds);
    const branch = limit === undefined ? ids : ids.limit(limit, inText);
    return dialect.reader.from(branch.as(`branch_${index}`)).select(`branch_${index}.id`);
  });
  const [first, ...rest] = branches;
  if (first === undefined) throw new Error(`The part ${part.name} has no index.`);
  return rest.length > 0 ? first.union(rest) : first;
}

function matches(
  dialect: Dialect,
  filter: UserFilter,
  part: FilterPart | undefined,
  others: readonly FilterPart[],
  limit?: number,
) {
  const query = dialect.reader
    .from(candidates(dialect, filter, part, limit).as('found'))
    .select({ id: 'users.id' });
  dialect.joinUsers(query, 'found.id');
  for (const other of others) other.narrow(query);
  return query;
}

/** The parts that the candidates of one part must still be tested for; `isBounded` if they lie between the moments of creation. */
function othersOf(filter: UserFilter, part: FilterPart | undefined, isBounded: boolean): FilterPart[] {
  return filter.parts.filter((other) => other !== part && !(isBounded && other.name === 'created'));
}

/** Counts up to a bound with a bounded amount of work. */
async function countCapped(
  dialect: Dialect,
  filter: UserFilter,
  first: FilterPart | undefined,
  { cap, maxExamined }: CountLimits,
): Promise<UserTotal> {
  const isRange = first?.sets.some((source) => source.isRange) ?? false;
  if (othersOf(filter, first, !isRange).length === 0) {
    const rows = candidates(dialect, filter, first, cap + 1).limit(cap + 1, inText);
    const counted = await countRows(dialect, rows);
    return { total: Math.min(counted, cap), totalIsCapped: counted > cap };
  }
  const small = first?.isExact ? first : await findSmallPart(dialect, filter.parts, maxExamined);
  const part = small ?? first;
  const others = othersOf(filter, part, false);
  const counted = await countRows(
    dialect,
    matches(dialect, filter, part, others, maxExamined).limit(cap + 1, inText),
  );
  if (counted > cap) return { total: cap, totalIsCapped: true };
  const isWhole =
    small !== undefined ||
    (await countRows(dialect, candidates(dialect, filter, part, maxExamined))) < maxExamined;
  return { total: counted, totalIsCapped: !isWhole };
}

/** Counts the users that fulfil the filter: all of them, or up to a bound with a bounded amount of work. */
export async function countUsers(
  database: Listed,
  filter: UserFilter,
  kind: 'capped' | 'exact',
  limits: CountLimits = countLimits,
): Promise<UserTotal> {
  const dialect = dialectOf(database);
  const part = byPreference(filter.parts).find(({ sets }) => sets.length > 0);
  if (kind === 'capped') return countCapped(dialect, filter, part, limits);
  const others = othersOf(filter, part, true);
  const rows =
    others.length === 0 ? candidates(dialect, filter, part) : matches(dialect, filter, part, others);
  return { total: await countRows(dialect, rows), totalIsCapped: false };
}
