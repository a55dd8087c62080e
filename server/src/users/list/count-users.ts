import { runQuery } from '../../database/run-query.ts';
import type { FilterPart } from './filter-parts.ts';
import { type Dialect, dialectOf, type idsOf, inText, type Listed, uniqueIdsOf } from './id-source.ts';
import type { UserFilter } from './user-filter.ts';

/** How many users a list has in all. */
export interface UserTotal {
  readonly total: number;
  /** True if there are more. */
  readonly totalIsCapped: boolean;
}

const cap = 10_000;
/** How many rows a capped count looks at where not all of them count. */
const maxExamined = 20_000;

async function countRows(dialect: Dialect, rows: ReturnType<typeof idsOf>): Promise<number> {
  const query = dialect.reader.from(rows.as('counted')).count({ total: '*' });
  const [row] = await runQuery<{ total: number | string }>(dialect, query);
  return Number(row?.total ?? 0);
}

/** The ids that the best index of the filter has. */
function candidates(dialect: Dialect, filter: UserFilter, part: FilterPart | undefined, limit?: number) {
  if (part === undefined) {
    const all = dialect.reader('users').select('id');
    return limit === undefined ? all : all.limit(limit, inText);
  }
  const branches = part.sets.map((source, index) => {
    const ids = uniqueIdsOf(dialect, source, filter.bounds);
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

/** Counts the users that fulfil the filter: all of them, or up to a bound with a bounded amount of work. */
export async function countUsers(
  database: Listed,
  filter: UserFilter,
  kind: 'capped' | 'exact',
): Promise<UserTotal> {
  const dialect = dialectOf(database);
  const part =
    filter.parts.find(({ isExact }) => isExact) ?? filter.parts.find(({ sets }) => sets.length > 0);
  const others = filter.parts.filter((other) => other !== part && other.name !== 'created');
  const isAll = others.length === 0;
  if (kind === 'exact') {
    const rows = isAll ? candidates(dialect, filter, part) : matches(dialect, filter, part, others);
    return { total: await countRows(dialect, rows), totalIsCapped: false };
  }
  if (isAll) {
    const counted = await countRows(
      dialect,
      candidates(dialect, filter, part, cap + 1).limit(cap + 1, inText),
    );
    return { total: Math.min(counted, cap), totalIsCapped: counted > cap };
  }
  const examined = await countRows(dialect, candidates(dialect, filter, part, maxExamined));
  const counted = await countRows(
    dialect,
    matches(dialect, filter, part, others, maxExamined).limit(cap + 1, inText),
  );
  return { total: Math.min(counted, cap), totalIsCapped: counted > cap || examined >= maxExamined };
}
