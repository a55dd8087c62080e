import type { UserRow } from '../user-row.ts';
import type { FilterPart } from './filter-parts.ts';
import { orderedIds } from './id-queries.ts';
import { bindId, type Dialect, type IdBounds, idsOf } from './id-source.ts';
import type { Plan } from './plan.ts';
import type { Stream } from './sections.ts';
import { aliases, bindStretch, orders, type Position, type Stretch } from './stretch.ts';

/** A user with the key of the order that it was listed in. */
export interface ListedRow extends UserRow {
  readonly key_0: string | number;
  readonly key_1?: string | number;
}

/** The part that the fewest users fulfil, if they are few; of all indexes together so many rows are counted. */
export async function findSmallPart(
  dialect: Dialect,
  parts: readonly FilterPart[],
  maxProbed: number,
): Promise<FilterPart | undefined> {
  const sources = parts.flatMap((part) => part.sets.map((source) => ({ part, source })));
  if (sources.length === 0) return undefined;
  const limit = Math.max(1, Math.floor(maxProbed / sources.length));
  const counts = sources.map(({ source }, index) =>
    dialect.reader
      // Without bounds of the ids, which might let it pass by any number of rows before it has counted to the limit.
      .from(idsOf(dialect, source, {}).limit(limit).as('probed'))
      .count('*')
      .as(`count_${index}`),
  );
  const [row]: Record<string, number | string>[] = await dialect.reader.select(counts);
  const sizes = new Map<FilterPart, number>();
  sources.forEach(({ part }, index) => {
    const count = Number(row?.[`count_${index}`]);
    sizes.set(part, (sizes.get(part) ?? 0) + (count < limit ? count : Number.POSITIVE_INFINITY));
  });
  const [smallest] = [...sizes].filter(([, size]) => Number.isFinite(size)).sort(([, a], [, b]) => a - b);
  return smallest?.[0];
}

const farthest = { asc: 'max', desc: 'min' } as const;

function splitPair(pair: string): Position {
  return [Number(pair.slice(0, 16)), pair.slice(16)];
}

/** The last of so many rows of an index behind a position, and how many there are. */
export async function findWindow(
  dialect: Dialect,
  stream: Stream,
  bounds: IdBounds,
  stretch: Stretch,
  size: number,
): Promise<{ count: number; end: Position }> {
  const { direction } = stretch.section;
  const rows = dialect
    .from(stream.table, stream.index)
    .select(aliases(stream.key))
    .orderBy(orders(stream.key, direction))
    .limit(size)
    .as('looked_at');
  stream.where(rows);
  if (stream.key[0] === stream.id) bindId(rows, stream.id, bounds);
  bindStretch(rows, stream.key, stretch);
  const { reader } = dialect;
  const names = Object.keys(aliases(stream.key));
  const end = names.length > 1 ? reader.raw(dialect.pairOf, names) : reader.ref('key_0');
  const [last]: { looked_at: number | string; end: string | null }[] = await reader
    .from(rows)
    .select(reader.raw('count(*) as looked_at'), reader.raw(`${farthest[direction]}(?) as ??`, [end, 'end']));
  const count = Number(last?.looked_at ?? 0);
  return { count, end: names.length > 1 ? splitPair(last?.end ?? '') : [last?.end ?? ''] };
}

/** Users of a section behind a position, at most so many. */
export async function readSection(
  dialect: Dialect,
  plan: Plan,
  bounds: IdBounds,
  stretch: Stretch,
  limit: number,
): Promise<ListedRow[]> {
  const ids = orderedIds(dialect, plan, bounds, stretch, limit);
  const { reader } = dialect;
  const role = (column: string) =>
    reader('roles').whereRaw('roles.id = users.role_id').select(column).as(`role_${column}`);
  const keys = (stretch.section.order?.key ?? ['']).map((_, index) => `page.key_${index}`);
  const query = reader
    .from(ids.as('page'))
    .select('users.*', role('name'), role('rank'), ...keys)
    .orderBy(keys.map((column) => ({ column, order: stretch.section.direction })));
  dialect.joinUsers(query, 'page.id');
  return query;
}
