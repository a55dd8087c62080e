import type { Knex } from 'knex';
import { cutOff, type FoundUsers } from './found-users.ts';
import { bindId, type Dialect, inText } from './id-source.ts';
import type { Walk } from './plan.ts';
import { aliases, bindStretch, orders, type Stretch } from './stretch.ts';

/** The rows of an index of one order in a stretch, whether they fulfil the filter or not. */
export function rowsOf(dialect: Dialect, { stream }: Walk, stretch: Stretch): Knex.QueryBuilder {
  const query = dialect.from(stream.table, stream.index);
  bindStretch(query, stream.key, stretch);
  stream.where(query);
  // Behind another column of the key they would be a filter, and any number of rows be passed by before the limit.
  if (stream.key[0] === stream.id) bindId(query, stream.id, stretch.bounds);
  return query;
}

/**
 * What the first rows of an index are called in the query, and which columns they carry. Where those are all that the
 * filter looks at, the rows take the name of the table and stand for it; otherwise users are joined one by one.
 */
function termsOf({ stream, others }: Walk): { name: string; columns: readonly string[]; isJoined: boolean } {
  if (stream.filter) {
    return { name: stream.table, columns: [`${stream.table}.*`], isJoined: others.length > 0 };
  }
  const columns = [...new Set(others.flatMap((part) => part.columns))];
  // No other index has all columns without looking each user up.
  const isTable = stream.table === 'users' && stream.index === 'PRIMARY';
  const isEnough = columns.length === 0 || isTable;
  return isEnough
    ? { name: 'users', columns, isJoined: false }
    : { name: 'first_rows', columns: [], isJoined: true };
}

/** The first rows of an index in a stretch, with what the filter looks at. */
export function firstRowsOf(
  dialect: Dialect,
  plan: Walk,
  stretch: Stretch,
  count: number,
): Knex.QueryBuilder {
  const { stream } = plan;
  return rowsOf(dialect, plan, stretch)
    .select({ id: stream.id, ...aliases(stream.key) }, ...termsOf(plan).columns)
    .orderBy(orders(stream.key, stretch.section.direction))
    .limit(count, inText);
}

/** The users among these rows that fulfil the filter, at most so many. */
export function judge(
  dialect: Dialect,
  rows: Knex.QueryBuilder | string,
  plan: Walk,
  { section: { direction } }: Stretch,
  limit: number,
): FoundUsers {
  const { stream, others } = plan;
  const { name, isJoined } = termsOf(plan);
  const query = dialect.reader.from(typeof rows === 'string' ? { [name]: rows } : rows.as(name));
  const found = {
    query,
    id: `${name}.id`,
    key: Object.keys(aliases(stream.key)).map((key) => `${name}.${key}`),
  };
  if (isJoined) dialect.joinUsers(query, found.id);
  stream.filter?.(query);
  for (const part of others) part.narrow(query);
  if (stream.repeats) query.groupBy([found.id, ...found.key]);
  return cutOff(dialect, found, direction, limit);
}
