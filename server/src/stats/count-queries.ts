import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Reader, Transaction } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import { type CountChange, type CountKind, sumChanges } from './count-changes.ts';

/**
 * Counts what this transaction changes: rows of its own, so that nobody waits for anybody. An import gives the changes of
 * all its users at once.
 */
export async function noteCounts(tx: Transaction, changes: Iterable<CountChange>): Promise<void> {
  const rows = sumChanges(changes).map((change) => ({ id: randomUUID(), ...change }));
  await insertRows(tx, 'user_count_deltas', rows);
}

/** A count, or what is still to be added to one. */
interface CountedRow {
  origin: 'count' | 'delta' | 'before';
  kind: CountKind | 'distinct';
  name: string;
  count: number | string;
}

/** How many there are of a name. */
export interface CountedName {
  name: string;
  count: number;
}

type Counted = Knex.QueryBuilder;

function counts(reader: Reader, origin: CountedRow['origin']): Counted {
  return reader('user_counts as counted').select(
    reader.raw('? as origin', [origin]),
    'counted.kind',
    'counted.name',
    reader.raw('- counted.negative_count as ??', ['count']),
  );
}

/** What is to be added, of these kinds. */
function deltas(reader: Reader, narrow: (query: Counted) => void): Counted {
  const query = reader('user_count_deltas as added')
    .groupBy('added.kind', 'added.name')
    .select(
      reader.raw('? as origin', ['delta']),
      'added.kind',
      'added.name',
      reader.raw('sum(added.delta) as ??', ['count']),
    );
  narrow(query);
  return query;
}

/** One statement sees counts and what is to be added to them as they are at one moment, whatever is folded meanwhile. */
async function readRows(reader: Reader, [first, ...rest]: readonly Counted[]): Promise<CountedRow[]> {
  if (first === undefined) return [];
  return first.unionAll(rest.map((part, index) => reader.from(part.as(`part_${index}`)).select('*')));
}

/** Counts of a kind by name, as of one moment. */
export type Counts = ReadonlyMap<string, number>;

function sumOf(rows: readonly CountedRow[], kind: CountKind): Counts {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.kind !== kind) continue;
    sums.set(row.name, (sums.get(row.name) ?? 0) + Number(row.count));
  }
  return sums;
}

/** All counts of these kinds, each from a name on and up to another one. */
export async function readCounts(
  reader: Reader,
  kinds: readonly CountKind[],
  range: { readonly from?: string; readonly to?: string } = {},
): Promise<(kind: CountKind) => Counts> {
  const narrow = (alias: string) => (query: Counted) => {
    query.whereIn(`${alias}.kind`, [...kinds]);
    if (range.from !== undefined) query.where(`${alias}.name`, '>=', range.from);
    if (range.to !== undefined) query.where(`${alias}.name`, '<', range.to);
  };
  const folded = counts(reader, 'count');
  narrow('counted')(folded);
  const rows = await readRows(reader, [folded, deltas(reader, narrow('added'))]);
  return (kind) => sumOf(rows, kind);
}

/** The names of a kind that count most, and how many names there are. */
export interface LargestNames {
  readonly top: CountedName[];
  readonly distinct: number;
}

/** What the statistics are made of, as of one moment. */
export interface Census {
  of(kind: 'role' | 'status' | 'present' | 'seen'): Counts;
  largest(kind: 'server' | 'group'): LargestNames;
}

const namedKinds = ['server', 'group'] as const;

function largestOf(
  rows: readonly CountedRow[],
  kind: (typeof namedKinds)[number],
  limit: number,
): LargestNames {
  const ofKind = rows.filter((row) => row.kind === kind);
  const before = new Map(
    ofKind.filter(({ origin }) => origin !== 'delta').map(({ name, count }) => [name, Number(count)]),
  );
  const sums = new Map(before);
  let distinct = Number(rows.find((row) => row.kind === 'distinct' && row.name === kind)?.count ?? 0);
  for (const { origin, name, count } of ofKind) {
    if (origin !== 'delta') continue;
    // Below zero after a batch that took users away before another adds them: not yet one of the distinct names.
    const folded = before.get(name) ?? 0;
    const sum = folded + Number(count);
    sums.set(name, sum);
    distinct += (sum > 0 ? 1 : 0) - (folded > 0 ? 1 : 0);
  }
  const names = [...sums].filter(([, count]) => count > 0).map(([name, count]) => ({ name, count }));
  names.sort((a, b) => b.count - a.count || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return { top: names.slice(0, limit), distinct };
}

/**
 * Reads everything that the statistics need. Of servers and groups it reads the largest, with as many to spare as names
 * are about to change: however these change, the largest are among them.
 */
export async function readCensus(
  reader: Reader,
  { fromDay, top }: { readonly fromDay: string; readonly top: number },
): Promise<Census> {
  for (let spare = top; ; ) {
    const largest = namedKinds.map((kind) =>
      counts(reader, 'count')
        .where('counted.kind', kind)
        .orderBy(['counted.negative_count', 'counted.name'])
        .limit(top + spare),
    );
    const days = (['present', 'seen'] as const).map((kind) =>
      counts(reader, 'count').where('counted.kind', kind).where('counted.name', '>=', fromDay),
    );
    const changing = reader('user_count_deltas')
      .distinct('kind', 'name')
      .whereIn('kind', [...namedKinds]);
    const before = counts(reader, 'before').join(changing.as('changing'), (on) => {
      on.on('changing.kind', 'counted.kind').on('changing.name', 'counted.name');
    });
    const rows = await readRows(reader, [
      counts(reader, 'count').whereIn('counted.kind', ['role', 'status', 'distinct']),
      ...largest,
      ...days,
      before,
      deltas(reader, (query) =>
        query.whereIn('added.kind', ['role', 'status', ...namedKinds]).orWhere((recent) => {
          recent.whereIn('added.kind', ['present', 'seen']).andWhere('added.name', '>=', fromDay);
        }),
      ),
    ]);
    const changed = namedKinds.map(
      (kind) => rows.filter((row) => row.origin === 'delta' && row.kind === kind).length,
    );
    if (Math.max(...changed) > spare) {
      spare = Math.max(...changed) * 2;
      continue;
    }
    return { of: (kind) => sumOf(rows, kind), largest: (kind) => largestOf(rows, kind, top) };
  }
}
