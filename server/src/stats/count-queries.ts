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

/**
 * A part of a count. `count`: folded. `delta`: still to be added. `before`: folded, and read because something is to be
 * added to it.
 */
interface CountPart {
  origin: 'count' | 'delta' | 'before';
  kind: CountKind | 'distinct';
  name: string;
  count: number | string;
}

/** How many there are of a name. */
export interface NamedCount {
  name: string;
  count: number;
}

/** The counts without what is still to be added. */
function foldedCounts(reader: Reader, origin: 'count' | 'before'): Knex.QueryBuilder {
  return reader('user_counts as folded').select(
    reader.raw('? as origin', [origin]),
    'folded.kind',
    'folded.name',
    reader.raw('- folded.negative_count as ??', ['count']),
  );
}

/** What is still to be added, each name of a kind once. */
function pendingChanges(reader: Reader): Knex.QueryBuilder {
  return reader('user_count_deltas as pending')
    .groupBy('pending.kind', 'pending.name')
    .select(
      reader.raw('? as origin', ['delta']),
      'pending.kind',
      'pending.name',
      reader.raw('sum(pending.delta) as ??', ['count']),
    );
}

/** One statement sees counts and what is to be added to them as they are at one moment, whatever is folded meanwhile. */
async function readRows(
  reader: Reader,
  [first, ...rest]: readonly [Knex.QueryBuilder, ...Knex.QueryBuilder[]],
): Promise<CountPart[]> {
  return first.unionAll(rest.map((part, index) => reader.from(part.as(`part_${index}`)).select('*')));
}

/** Counts of a kind by name, as of one moment. */
export type Counts = ReadonlyMap<string, number>;

function sumOf(rows: readonly CountPart[], kind: CountKind): Counts {
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
  const narrow = (query: Knex.QueryBuilder, table: 'folded' | 'pending') => {
    query.whereIn(`${table}.kind`, [...kinds]);
    if (range.from !== undefined) query.where(`${table}.name`, '>=', range.from);
    if (range.to !== undefined) query.where(`${table}.name`, '<', range.to);
    return query;
  };
  const rows = await readRows(reader, [
    narrow(foldedCounts(reader, 'count'), 'folded'),
    narrow(pendingChanges(reader), 'pending'),
  ]);
  return (kind) => sumOf(rows, kind);
}

/** The names of a kind that count most, and how many names there are. */
export interface LargestNames {
  readonly top: NamedCount[];
  readonly distinct: number;
}

/** What the statistics are made of, as of one moment. */
export interface Census {
  of(kind: 'role' | 'status' | 'present' | 'seen'): Counts;
  largest(kind: 'server' | 'group'): LargestNames;
}

const namedKinds = ['server', 'group'] as const;

function largestOf(
  rows: readonly CountPart[],
  kind: (typeof namedKinds)[number],
  limit: number,
): LargestNames {
  const ofKind = rows.filter((row) => row.kind === kind);
  const folded = new Map(
    ofKind.filter(({ origin }) => origin !== 'delta').map(({ name, count }) => [name, Number(count)]),
  );
  const sums = new Map(folded);
  let distinct = Number(rows.find((row) => row.kind === 'distinct' && row.name === kind)?.count ?? 0);
  for (const { origin, name, count } of ofKind) {
    if (origin !== 'delta') continue;
    // Below zero after a batch that took users away before another adds them: not yet one of the distinct names.
    const old = folded.get(name) ?? 0;
    const sum = old + Number(count);
    sums.set(name, sum);
    distinct += (sum > 0 ? 1 : 0) - (old > 0 ? 1 : 0);
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
      foldedCounts(reader, 'count')
        .where('folded.kind', kind)
        .orderBy(['folded.negative_count', 'folded.name'])
        .limit(top + spare),
    );
    const days = (['present', 'seen'] as const).map((kind) =>
      foldedCounts(reader, 'count').where('folded.kind', kind).where('folded.name', '>=', fromDay),
    );
    const changing = reader('user_count_deltas')
      .distinct('kind', 'name')
      .whereIn('kind', [...namedKinds]);
    const before = foldedCounts(reader, 'before').join(changing.as('changing'), (on) => {
      on.on('changing.kind', 'folded.kind').on('changing.name', 'folded.name');
    });
    const rows = await readRows(reader, [
      foldedCounts(reader, 'count').whereIn('folded.kind', ['role', 'status', 'distinct']),
      ...largest,
      ...days,
      before,
      pendingChanges(reader)
        .whereIn('pending.kind', ['role', 'status', ...namedKinds])
        .orWhere((recent) => {
          recent.whereIn('pending.kind', ['present', 'seen']).andWhere('pending.name', '>=', fromDay);
        }),
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
