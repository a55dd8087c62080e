import type { Knex } from 'knex';
import { runQuery } from '../../database/run-query.ts';
import { cutOff, type FoundUsers } from './found-users.ts';
import { bindId, type Dialect, type IdSource, idsOf, inText } from './id-source.ts';
import { type ListedRow, selectFound } from './page-queries.ts';
import type { Walk } from './plan.ts';
import { aliases, type Beginning, bindStretch, type Position, type Stretch } from './stretch.ts';
import { firstRowsOf, judge } from './walk-queries.ts';

/** Rows of an index under the name `walked`, what is said of all of them, and the users that are found among them. */
interface Look {
  readonly rows: Knex.QueryBuilder;
  readonly extent: Knex.QueryBuilder;
  /** From `cutOff`: its ids are `page.id`, and users are not joined yet. */
  readonly page: FoundUsers;
}

interface Extent {
  readonly looked_at: number | string;
  readonly end?: string | null;
}

/** Users among some rows of an index, and how far these go, in one statement. */
async function readLook(
  { run, reader }: Dialect,
  { rows, extent, page: { query: page, key } }: Look,
  { section: { direction } }: Stretch,
): Promise<{ found: readonly ListedRow[]; count: number; end: string }> {
  const order = key.map(() => `?? ${direction}`).join(', ');
  const place = reader.raw(`row_number() over (order by ${order})`, key);
  const query = reader
    .with('walked', rows)
    .from(extent.as('extent'))
    .leftJoin(page.select('page.*', { place }).as('page'), reader.raw('1 = 1'))
    .leftJoin('users', 'users.id', 'page.id')
    .select('extent.*', 'page.place');
  type Row = ListedRow & Extent & { readonly place: number | null };
  const answer = await runQuery<Row>({ run }, selectFound(query, key));
  const [{ looked_at: count, end } = { looked_at: 0, end: null }] = answer;
  // A phrase may be left of somebody who was deleted by hand.
  const found = answer.filter((row) => row.place !== null && row.id !== null);
  // Sorted here: the server would write the rows, with all that they hold, to a table for that.
  found.sort((a, b) => Number(a.place) - Number(b.place));
  return { found, count: Number(count), end: end ?? '' };
}

const farthest = { asc: 'max', desc: 'min' } as const;

function splitPair(pair: string): Position {
  return [Number(pair.slice(0, 16)), pair.slice(16)];
}

/** Users among the first rows of an index. */
export interface Window {
  readonly rows: readonly ListedRow[];
  /** How many rows of the index were looked at. */
  readonly count: number;
  /** Where it goes on. */
  readonly rest: Beginning;
}

/** Behind the last row; or with its user, who may have more rows, of which another one may be what is looked for. */
function restOf({ stream }: Walk, rows: readonly ListedRow[], end: Position): Beginning {
  const isOpen = stream.repeats === true && rows.at(-1)?.id !== end[0];
  return isOpen ? { key: end, isIncluded: true } : { key: end };
}

/** Users among the first rows of an index in a stretch, and how far these go. */
export async function readWindow(
  dialect: Dialect,
  plan: Walk,
  stretch: Stretch,
  { first, limit }: { first: number; limit: number },
): Promise<Window> {
  const { reader } = dialect;
  const names = Object.keys(aliases(plan.stream.key));
  const key = names.length > 1 ? reader.raw(dialect.pairOf, names) : reader.ref('key_0');
  const farthestKey = reader.raw(`${farthest[stretch.section.direction]}(?) as ??`, [key, 'end']);
  const { found, count, end } = await readLook(
    dialect,
    {
      rows: firstRowsOf(dialect, plan, stretch, first),
      extent: reader.from('walked').select(reader.raw('count(*) as looked_at'), farthestKey),
      page: judge(dialect, 'walked', plan, stretch, limit),
    },
    stretch,
  );
  const position = names.length > 1 ? splitPair(end) : [end];
  return { rows: found, count, rest: restOf(plan, found, position) };
}

/**
 * A page of the users of an index, in the order of the ids, if the index has few rows.
 * @returns undefined if it has `first` rows or more
 */
export async function readFew(
  dialect: Dialect,
  source: IdSource,
  stretch: Stretch,
  { first, limit }: { first: number; limit: number },
): Promise<readonly ListedRow[] | undefined> {
  const { reader } = dialect;
  const key = ['walked.id'];
  const query = reader.from('walked').whereRaw('(select count(*) from walked) < ?', [first]);
  if (source.repeats) query.distinct();
  bindId(query, 'walked.id', stretch.bounds);
  bindStretch(query, key, stretch);
  const { found, count } = await readLook(
    dialect,
    {
      // Without bounds of the ids, which might let it pass by any number of rows before it has counted to the limit.
      rows: idsOf(dialect, source, {}).limit(first, inText),
      extent: reader.from('walked').select(reader.raw('count(*) as looked_at')),
      page: cutOff(dialect, { query, id: 'walked.id', key }, stretch.section.direction, limit),
    },
    stretch,
  );
  return count < first ? found : undefined;
}
