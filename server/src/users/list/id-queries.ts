import { cutOff, type FoundUsers } from './found-users.ts';
import { bindId, type Dialect, idsOf, inText, uniqueIdsOf } from './id-source.ts';
import type { Plan, Walk } from './plan.ts';
import { bindStretch, type Stretch } from './stretch.ts';
import { rowsOf } from './walk-queries.ts';

/** The users of an index of one order, all of whom fulfil the filter. */
function walk(dialect: Dialect, plan: Walk, stretch: Stretch, limit: number): FoundUsers {
  const { stream } = plan;
  const rows = { query: rowsOf(dialect, plan, stretch), id: stream.id, key: stream.key };
  if (!stream.repeats) return { ...rows, hasUsers: stream.table === 'users' };
  rows.query.groupBy([...new Set([rows.id, ...rows.key])]);
  return cutOff(dialect, rows, stretch.section.direction, limit);
}

/** The same from several indexes in the order of the ids; each gives as many as the page may need. */
function merge(
  dialect: Dialect,
  { part }: Extract<Plan, { kind: 'merge' }>,
  stretch: Stretch,
  limit: number,
): FoundUsers {
  const { reader } = dialect;
  const branches = part.streams.map((source, index) => {
    const query = idsOf(dialect, source, {}).limit(limit, inText);
    bindStretch(query, [source.id], stretch);
    bindId(query, source.id, stretch.bounds);
    query.orderBy(source.id, stretch.section.direction);
    return reader.from(query.as(`branch_${index}`)).select(`branch_${index}.id`);
  });
  const [first, ...rest] = branches;
  if (first === undefined) throw new Error('There is nothing to merge.');
  const query = reader.from(first.union(rest).as('merged'));
  return { query, id: 'merged.id', key: ['merged.id'], hasUsers: false };
}

/** All users that fulfil a part that few do, sorted. */
function collect(
  dialect: Dialect,
  { part, others }: Extract<Plan, { kind: 'collect' }>,
  stretch: Stretch,
  limit: number,
): FoundUsers {
  const { order, direction } = stretch.section;
  const [first, ...rest] = part.sets.map((source) => uniqueIdsOf(dialect, source, stretch.bounds));
  if (first === undefined) throw new Error(`The part ${part.name} has no index.`);
  const query = dialect.reader.from((rest.length > 0 ? first.union(rest) : first).as('found'));
  const found = { query, id: 'found.id', key: order?.key ?? ['found.id'], hasUsers: false };
  bindStretch(query, found.key, stretch);
  if (order === undefined && others.length === 0) return found;
  dialect.joinUsers(query, found.id);
  order?.where(query);
  for (const other of others) other.narrow(query);
  // What else is read of users would be sorted with them.
  return order === undefined ? { ...found, hasUsers: true } : cutOff(dialect, found, direction, limit);
}

/** Where the users of a stretch are found; what has to be gathered before it is in order is cut off at the limit. */
export function findUsers(dialect: Dialect, plan: Plan, stretch: Stretch, limit: number): FoundUsers {
  switch (plan.kind) {
    case 'walk':
      return walk(dialect, plan, stretch, limit);
    case 'merge':
      return merge(dialect, plan, stretch, limit);
    case 'collect':
      return collect(dialect, plan, stretch, limit);
  }
}
