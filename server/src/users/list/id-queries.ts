import type { Knex } from 'knex';
import type { FilterPart } from './filter-parts.ts';
import { bindId, type Dialect, type IdBounds, idsOf } from './id-source.ts';
import type { Plan } from './plan.ts';
import type { Stream } from './sections.ts';
import { aliases, bindStretch, orders, type Stretch } from './stretch.ts';

/** The rows of an index of one order in a stretch, whether they fulfil the filter or not. */
function rowsOf(dialect: Dialect, stream: Stream, bounds: IdBounds, stretch: Stretch): Knex.QueryBuilder {
  const query = dialect.from(stream.table, stream.index);
  stream.where(query);
  bindStretch(query, stream.key, stretch);
  // Behind another column of the key they would be a filter, and any number of rows be passed by before the limit.
  if (stream.key[0] === stream.id) bindId(query, stream.id, bounds);
  return query.orderBy(orders(stream.key, stretch.section.direction));
}

/** The users of an index of one order, with what the other parts say about each. */
function walk(
  dialect: Dialect,
  { stream, others }: Extract<Plan, { kind: 'walk' }>,
  bounds: IdBounds,
  stretch: Stretch,
): Knex.QueryBuilder {
  const query = rowsOf(dialect, stream, bounds, stretch).select({ id: stream.id, ...aliases(stream.key) });
  if (others.length > 0 && stream.table !== 'users') dialect.joinUsers(query, stream.id);
  stream.filter?.(query);
  for (const part of others) part.narrow(query);
  return stream.repeats ? query.groupBy(stream.id) : query;
}

/** The same of the first rows of the index only: users are read one by one until there are enough. */
function walkFirst(
  dialect: Dialect,
  { stream, others }: Extract<Plan, { kind: 'walk' }>,
  bounds: IdBounds,
  stretch: Stretch,
  first: number,
): Knex.QueryBuilder {
  const names = Object.keys(aliases(stream.key));
  const rows = rowsOf(dialect, stream, bounds, stretch)
    .select({ id: stream.id, ...aliases(stream.key) })
    .limit(first);
  if (stream.filter) rows.select(`${stream.table}.*`);
  // Under the name of the table, so that the filter finds its columns.
  const alias = stream.filter ? stream.table : 'first_rows';
  const query = dialect.reader
    .from(rows.as(alias))
    .select(['id', ...names].map((name) => `${alias}.${name}`))
    .orderBy(names.map((name) => ({ column: `${alias}.${name}`, order: stretch.section.direction })));
  if (others.length > 0) dialect.joinUsers(query, `${alias}.id`);
  stream.filter?.(query);
  for (const part of others) part.narrow(query);
  return stream.repeats ? query.distinct() : query;
}

/** The same from several indexes in the order of the ids; each gives as many as the page may need. */
function merge(
  dialect: Dialect,
  part: FilterPart,
  bounds: IdBounds,
  stretch: Stretch,
  limit: number,
): Knex.QueryBuilder {
  const { reader } = dialect;
  const branches = part.streams.map((source, index) => {
    const query = idsOf(dialect, source, bounds).limit(limit);
    bindStretch(query, [source.id], stretch);
    query.orderBy(source.id, stretch.section.direction);
    return reader.from(query.as(`branch_${index}`)).select(`branch_${index}.id`);
  });
  const [first, ...rest] = branches;
  if (first === undefined) throw new Error('There is nothing to merge.');
  return reader
    .from(first.union(rest).as('merged'))
    .select({ id: 'merged.id', key_0: 'merged.id' })
    .orderBy('merged.id', stretch.section.direction);
}

/** All users that fulfil a part that few do, sorted. */
function collect(
  dialect: Dialect,
  { part, others }: Extract<Plan, { kind: 'collect' }>,
  bounds: IdBounds,
  stretch: Stretch,
): Knex.QueryBuilder {
  const { reader } = dialect;
  const { order, direction } = stretch.section;
  // The index that found them has the ids: users are read only where more of them is asked for.
  const isEnough = order === undefined && others.length === 0;
  const key = order?.key ?? ['found.id'];
  const [first, ...rest] = part.sets.map((source) => idsOf(dialect, source, bounds));
  if (first === undefined) throw new Error(`The part ${part.name} has no index.`);
  // A union leaves out duplicates.
  const ids = rest.length > 0 ? first.union(rest) : first.distinct();
  const query = reader.from(ids.as('found')).select({ id: 'found.id', ...aliases(key) });
  if (!isEnough) dialect.joinUsers(query, 'found.id');
  order?.where(query);
  bindStretch(query, key, stretch);
  for (const other of others) other.narrow(query);
  return query.orderBy(orders(key, direction));
}

/** The ids of the users of a stretch in its order, with the key; each index gives no more than the limit. */
export function orderedIds(
  dialect: Dialect,
  plan: Plan,
  bounds: IdBounds,
  stretch: Stretch,
  limit: number,
): Knex.QueryBuilder {
  switch (plan.kind) {
    case 'walk':
      return stretch.first === undefined
        ? walk(dialect, plan, bounds, stretch).limit(limit)
        : walkFirst(dialect, plan, bounds, stretch, stretch.first).limit(limit);
    case 'merge':
      return merge(dialect, plan.part, bounds, stretch, limit).limit(limit);
    case 'collect':
      return collect(dialect, plan, bounds, stretch).limit(limit);
  }
}
