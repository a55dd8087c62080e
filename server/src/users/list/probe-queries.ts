import { runQuery } from '../../database/run-query.ts';
import type { FilterPart } from './filter-parts.ts';
import { type Dialect, idsOf, inText } from './id-source.ts';

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
      .from(idsOf(dialect, source, {}).limit(limit, inText).as('probed'))
      .count('*')
      .as(`count_${index}`),
  );
  const query = dialect.reader.select(counts);
  const [row] = await runQuery<Record<string, number | string>>(dialect, query);
  const sizes = new Map<FilterPart, number>();
  sources.forEach(({ part }, index) => {
    const count = Number(row?.[`count_${index}`]);
    sizes.set(part, (sizes.get(part) ?? 0) + (count < limit ? count : Number.POSITIVE_INFINITY));
  });
  const [smallest] = [...sizes].filter(([, size]) => Number.isFinite(size)).sort(([, a], [, b]) => a - b);
  return smallest?.[0];
}
