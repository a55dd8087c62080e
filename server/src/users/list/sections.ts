import { type Operations, userStatuses } from '@roster/contract';
import type * as z from 'zod';
import { type FilterPart, neverLoggedIn, statusPart, withoutEmail } from './filter-parts.ts';
import type { IdSource } from './id-source.ts';
import type { UserFilter } from './user-filter.ts';

export type UserSort = z.output<Operations['listUsers']['query']>['sort'];
export type Direction = 'asc' | 'desc';

/** Rows of an index in its order, which is that of the key; the key tells any two users apart. */
export interface Stream extends IdSource {
  readonly key: readonly string[];
}

/**
 * A stretch of a list in which one range of one index gives the order. Users without an e-mail address are such a
 * stretch of their own behind the others: no index has them at the end in both directions.
 */
export interface Section {
  readonly direction: Direction;
  /** The order of the key; undefined for the order of the ids. */
  readonly order?: Stream;
  /** What users of this section have in common. */
  readonly part?: FilterPart;
}

function order(index: string, key: readonly string[], where: IdSource['where'] = () => {}): Stream {
  return { table: 'users', index, id: 'users.id', key, where };
}

const byUsername = order('users_username_key_unique', ['users.username_key']);
const byEmail = order('users_email_index', ['users.email_key'], (query) =>
  query.whereNotNull('users.email_key'),
);

/** Ties are possible, unlike above. What limits the last log-in is a range of this very index. */
function byLastLogin(filter: UserFilter): Stream {
  const range = filter.parts.find(({ name }) => name === 'lastLogin');
  const isLoggedIn: IdSource['where'] = (query) => query.whereNotNull('users.last_login_at');
  return order(
    'users_last_login_index',
    ['users.last_login_at', 'users.id'],
    range === undefined ? isLoggedIn : range.narrow,
  );
}

function statusSections(filter: UserFilter, direction: Direction): Section[] {
  if (filter.parts.some(({ name }) => name === 'status')) return [{ direction }];
  const statuses = userStatuses.toSorted();
  if (direction === 'desc') statuses.reverse();
  return statuses.map((status) => ({ direction, part: statusPart(status) }));
}

function lastLoginSections(filter: UserFilter, direction: Direction): Section[] {
  const range = filter.parts.find(({ name }) => name === 'lastLogin');
  const withLogin = { direction, order: byLastLogin(filter) };
  if (range === neverLoggedIn) return [{ direction }];
  return range === undefined ? [withLogin, { direction, part: neverLoggedIn }] : [withLogin];
}

/** What a list in this order consists of. */
export function sectionsOf(sort: UserSort, filter: UserFilter): readonly Section[] {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  switch (sort) {
    case 'createdAt':
    case '-createdAt':
      return [{ direction }];
    case 'username':
    case '-username':
      return [{ direction, order: byUsername }];
    case 'email':
    case '-email':
      return [
        { direction, order: byEmail },
        { direction, part: withoutEmail },
      ];
    case 'status':
    case '-status':
      return statusSections(filter, direction);
    case 'lastLoginAt':
    case '-lastLoginAt':
      return lastLoginSections(filter, direction);
  }
}
