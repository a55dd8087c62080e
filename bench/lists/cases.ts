import type { ListUsersInput } from '@roster/client';
import { foldText, userSorts } from '@roster/contract';
import { type SampleOptions, sampleUser } from '../support/sample-users.ts';

/** What a case is compared with, and what for. */
export type CaseKind =
  | 'reference'
  | 'first'
  | 'deep'
  | 'search'
  | 'filter'
  | 'combination'
  | 'count'
  | 'stats';

/** A request that is measured on every size of the table. */
export interface Case {
  readonly name: string;
  readonly kind: CaseKind;
  /** For a page deep in a list: its order, from which the cursor follows. */
  readonly sort?: (typeof userSorts)[number];
  readonly path: string;
}

export const pageSize = 50;
/** How many users there still are behind the deep page. */
export const leftBehind = 1_000;

const dayMs = 86_400_000;

function listPath(query: ListUsersInput): string {
  const given = Object.entries({ limit: pageSize, ...query }).map(([name, value]) => [name, String(value)]);
  return `/api/v1/users?${new URLSearchParams(Object.fromEntries(given))}`;
}

function listCase(kind: CaseKind, name: string, query: ListUsersInput): Case {
  return { kind, name, path: listPath(query) };
}

/** The first page of each order, and the page of it that the cursor leads to. */
function pagesOf(cursors: ReadonlyMap<string, string>): Case[] {
  return userSorts.flatMap((sort) => {
    const cursor = cursors.get(sort);
    return [
      { ...listCase('first', `sort=${sort}`, { sort }), sort },
      ...(cursor === undefined ? [] : [{ ...listCase('deep', `sort=${sort}`, { sort, cursor }), sort }]),
    ];
  });
}

function searches(): Case[] {
  const search = (q: string, what: string) => listCase('search', `q=${q} (${what})`, { q });
  return [
    search('an', 'two characters, very frequent'),
    search('mull', 'frequent word of names, accent left out'),
    search('Müller', 'the same with its accent'),
    search('van der', 'two words'),
    search('Xyl', 'rare word'),
    search('jose.xylander', 'rare username'),
    search('qqqq', 'nobody'),
  ];
}

function filters(options: SampleOptions): Case[] {
  const someone = sampleUser(Math.floor(options.count / 2), options);
  const withEmail = Array.from({ length: 100 }, (_, index) => sampleUser(index, options));
  const ago = (days: number) => new Date(options.until - days * dayMs).toISOString();
  const filter = (query: ListUsersInput, what?: string) => {
    const text = Object.entries(query).map(([name, value]) => `${name}=${value}`);
    return listCase('filter', what ?? text.join(' '), query);
  };
  return [
    filter({ username: someone.username }, 'username'),
    filter({ email: withEmail.find(({ email }) => email !== null)?.email ?? '' }, 'email'),
    filter({ did: withEmail.find(({ did }) => did !== null)?.did ?? '' }, 'did'),
    filter({ role: 'viewer' }),
    filter({ role: 'auditor' }),
    filter({ status: 'active' }),
    filter({ status: 'pending' }),
    filter({ permission: 'users:read' }),
    filter({ permission: 'audit:read' }),
    filter({ permission: 'api-keys:create' }),
    filter({ server: 'server-1' }),
    filter({ server: 'server-60' }),
    filter({ group: 'group-1' }),
    filter({ group: 'group-1000' }),
    filter({ createdFrom: ago(700) }, 'createdFrom 700 days ago'),
    filter({ createdTo: ago(700) }, 'createdTo 700 days ago'),
    filter({ lastLoginFrom: ago(365) }, 'lastLoginFrom 365 days ago'),
    filter({ lastLoginFrom: ago(0.01) }, 'lastLoginFrom 15 minutes ago'),
    filter({ lastLoginTo: ago(600) }, 'lastLoginTo 600 days ago'),
    filter({ neverLoggedIn: true }),
    filter({ neverLoggedIn: false }),
  ];
}

function combinations({ until }: SampleOptions): Case[] {
  const day = new Date(until - 200 * dayMs).toISOString();
  return [
    listCase('combination', 'q=mull status=disabled sort=email', {
      q: 'mull',
      status: 'disabled',
      sort: 'email',
    }),
    listCase('combination', 'server=server-1 group=group-1 role=editor', {
      server: 'server-1',
      group: 'group-1',
      role: 'editor',
    }),
    listCase('combination', 'role=viewer status=active lastLoginTo neverLoggedIn=false sort=-username', {
      role: 'viewer',
      status: 'active',
      lastLoginTo: day,
      neverLoggedIn: false,
      sort: '-username',
    }),
  ];
}

const counts: readonly Case[] = [
  listCase('count', 'count=capped', { count: 'capped' }),
  listCase('count', 'count=capped q=an status=active', {
    count: 'capped',
    q: foldText('an'),
    status: 'active',
  }),
  listCase('count', 'count=exact', { count: 'exact' }),
  listCase('count', 'count=exact status=active', { count: 'exact', status: 'active' }),
];

/** The pages of the default order are what the others are compared with. */
export const firstPage = 'sort=-createdAt';

/** Everything that is measured on one size of the table. */
export function casesFor(
  options: SampleOptions,
  userId: string,
  cursors: ReadonlyMap<string, string>,
): Case[] {
  return [
    { kind: 'reference', name: 'getUser', path: `/api/v1/users/${userId}` },
    ...pagesOf(cursors),
    ...searches(),
    ...filters(options),
    ...combinations(options),
    ...counts,
    { kind: 'stats', name: 'getUserStats', path: '/api/v1/users-stats' },
    { kind: 'stats', name: 'getUserTimeline', path: '/api/v1/users-timeline' },
  ];
}
