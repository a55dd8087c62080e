import type { Knex } from 'knex';
import type { FilterPart } from './filter-parts.ts';
import { bindId, type Dialect, type IdBounds, idsOf } from './id-source.ts';
import type { Plan } from './plan.ts';
import { aliases, bindStretch, orders, type Stretch } from './stretch.ts';

/** The users of an index of one order, with what the other parts say about each. */
function walk(
  dialect: Dialect,
  { stream, others }: Extract<Plan, { kind: 'walk' }>,
  bounds: IdBounds,
  stretch: Stretch,
): Knex.QueryBuilder {
  const query = dialect.from(stream.table, stream.index).select({ id: stream.id, ...aliases(stream.key) });
  if (others.length > 0 && stream.table !== 'users') dialect.joinUsers(query, stream.id);
  stream.where(query);
  stream.filter?.(query);
  bindStretch(query, stream.key, stretch);
  if (stream.key.includes(stream.id)) bindId(query, stream.id, bounds);
  for (const part of others) part.narrow(query);
  if (stream.repeats) query.groupBy(stream.id);
  return query.orderBy(orders(stream.key, stretch.section.direction));
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
  const key = order?.key ?? ['users.id'];
  const [first, ...rest] = part.sets.map((source) => idsOf(dialect, source, bounds));
  if (first === undefined) throw new Error(`The part ${part.name} has no index.`);
  // A union leaves out duplicates.
  const ids = rest.length > 0 ? first.union(rest) : first.distinct();
  const query = reader.from(ids.as('found')).select({ id: 'users.id', ...aliases(key) });
  dialect.joinUsers(query, 'found.id');
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
      return walk(dialect, plan, bounds, stretch).limit(limit);
    case 'merge':
      return merge(dialect, plan.part, bounds, stretch, limit).limit(limit);
    case 'collect':
      return collect(dialect, plan, bounds, stretch).limit(limit);
  }
}
