import type { ListUsersInput } from '@roster/client';

const text = { type: 'string' } as const;

/** The filters of lists and exports of users, as options of a command. */
export const userFilterOptions = {
  q: text,
  username: text,
  email: text,
  did: text,
  role: text,
  status: text,
  permission: text,
  server: text,
  group: text,
  'created-from': text,
  'created-to': text,
  'last-login-from': text,
  'last-login-to': text,
  'never-logged-in': { type: 'boolean' },
} as const;

/** What `--help` says about them. */
export const userFilterHelp = `  --q TEXT             username, e-mail address or a word of the display name begins with it
  --username, --email, --did VALUE          exactly this one
  --role, --status, --permission, --server, --group NAME
  --created-from, --created-to TIME         ISO 8601, such as 2026-03-01T00:00:00Z; from is included, to is not
  --last-login-from, --last-login-to TIME   the same for the last log-in
  --never-logged-in    only those who never logged in`;

/** The filters as they were given. */
export type UserFilterChoice = Readonly<
  Partial<{
    [Name in keyof typeof userFilterOptions]: Name extends 'never-logged-in' ? boolean : string;
  }>
>;

type UserFilters = Omit<ListUsersInput, 'limit' | 'cursor' | 'sort' | 'count'>;

/** The filters as the operations take them. */
export function toUserFilters(choice: UserFilterChoice): UserFilters {
  const { q, username, email, did, role, status, permission, server, group } = choice;
  const filters: Readonly<Record<string, string | boolean | undefined>> = {
    ...{ q, username, email, did, role, status, permission, server, group },
    createdFrom: choice['created-from'],
    createdTo: choice['created-to'],
    lastLoginFrom: choice['last-login-from'],
    lastLoginTo: choice['last-login-to'],
    neverLoggedIn: choice['never-logged-in'],
  };
  // The service judges the values, and says what it takes instead: it alone knows all of them.
  return filters as UserFilters;
}
