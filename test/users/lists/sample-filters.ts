import type { ListUsersInput } from '@roster/client';

export type Filters = Omit<NonNullable<ListUsersInput>, 'sort' | 'limit' | 'cursor' | 'count'>;

const moment = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

/** Each filter with values that many, few and no users fulfil. */
export const values = {
  q: [
    'jan',
    'ro',
    'ann.1',
    'zoe',
    'MULLER',
    'lukasz',
    'strasse',
    'mary roe',
    // Whoever is found has other phrases that begin with the same two letters.
    'janet',
    'jane1',
    '100%',
    '%',
    'wide',
    'σοφ',
    'xyz',
  ],
  username: ['ann.0-0', 'nobody'],
  email: ['JANE1@example.org', 'nobody@example.org'],
  did: ['did:plc:member10', 'did:plc:nobody'],
  role: ['viewer', 'admin', 'super_admin', 'no-such-role'],
  status: ['active', 'pending', 'disabled'],
  permission: ['stats:read', 'api-keys:create', 'roles:manage', 'no:such'],
  server: ['eu', 'rare', 'none'],
  group: ['support', 'none'],
  createdFrom: [moment(10), moment(29), moment(99)],
  createdTo: [moment(10), moment(1), moment(0)],
  lastLoginFrom: [moment(4), moment(99)],
  lastLoginTo: [moment(4), moment(0)],
  neverLoggedIn: [true, false],
} as const satisfies { [Name in keyof Filters]: readonly Filters[Name][] };

/** Each of them by itself. */
export const singles = Object.entries(values).flatMap(([name, options]) =>
  options.map((value): Filters => ({ [name]: value })),
);
