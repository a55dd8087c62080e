import type { Knex } from 'knex';
import type { IdBounds } from './id-source.ts';
import type { Direction, Section } from './sections.ts';

/** Where in a section somebody is: the values of the key. */
export type Position = readonly (string | number)[];

/** Where in a section a page begins: behind a position, or with it. */
export interface Beginning {
  readonly key: Position;
  readonly isIncluded?: true;
}

/** The stretch of a section that one page looks at. */
export interface Stretch {
  readonly section: Section;
  readonly begin: Beginning | undefined;
  readonly bounds: IdBounds;
}

/** The columns of a key under names that are the same for every order. */
export function aliases(key: readonly string[]): Record<string, string> {
  return Object.fromEntries(key.map((column, index) => [`key_${index}`, column]));
}

export function orders(key: readonly string[], direction: Direction) {
  return key.map((column) => ({ column, order: direction }));
}

const operators = { asc: '>', desc: '<' } as const;

/**
 * Rows behind a position, with the condition written out: compared as a tuple, MySQL and MariaDB would read the whole
 * index. Without a bound for the first column by itself, SQLite would read all rows behind the position, and sort them.
 */
function compareKey(
  query: Knex.QueryBuilder,
  [first = '', second]: readonly string[],
  operator: '<' | '>',
  { key: [value = '', tie = ''], isIncluded }: Beginning,
): void {
  if (second === undefined) query.where(first, isIncluded ? `${operator}=` : operator, value);
  else {
    query.where(first, `${operator}=`, value).where((either) => {
      either
        .where(first, operator, value)
        .orWhere((same) => same.where(first, value).where(second, operator, tie));
    });
  }
}

/** Limits a query to a stretch; comes before other bounds of the key, because SQLite looks up the first one it finds. */
export function bindStretch(query: Knex.QueryBuilder, key: readonly string[], stretch: Stretch): void {
  const { section, begin } = stretch;
  if (begin) compareKey(query, key, operators[section.direction], begin);
}
