import { phraseHead, type userStatuses } from '@roster/contract';
import { type Dialect, type IdSource, inText, type Narrow } from './id-source.ts';

/** The conditions of a list, those first which fewer users are likely to fulfil. */
const partNames = [
  'username_key',
  'email_key',
  'did',
  'search',
  'server',
  'group',
  'permission',
  'lastLogin',
  'role',
  'noEmail',
  'status',
  // Last, because moments of creation bound every index that is in the order of the ids.
  'created',
] as const;

/** One condition of a list: as a test of each user, and where an index has those that fulfil it. */
export interface FilterPart {
  readonly name: (typeof partNames)[number];
  /** Adds the condition to a query that has the table `users`. */
  readonly narrow: Narrow;
  /** Which columns of the user that looks at, besides the id. */
  readonly columns: readonly string[];
  /** Together these hold exactly the users that fulfil it; none where too many indexes would have to be read. */
  readonly sets: readonly IdSource[];
  /** The same in the order of the ids, if an index has that. */
  readonly streams: readonly IdSource[];
  /** True if at most one user can fulfil it. */
  readonly isExact?: boolean;
}

/** The parts in the order in which their indexes are worth reading. */
export function byPreference(parts: readonly FilterPart[]): FilterPart[] {
  return parts.toSorted((a, b) => partNames.indexOf(a.name) - partNames.indexOf(b.name));
}

/** More indexes than this are not read at once; what needs them is tested user by user. */
const maxSources = 20;

/** A condition on a column of the user, which an index on it answers in the order of the ids. */
function columnPart(name: FilterPart['name'], column: string, index: string, where: Narrow): FilterPart {
  const source = { table: 'users', index, id: 'users.id', where };
  return { name, narrow: where, columns: [column], sets: [source], streams: [source] };
}

export function statusPart(status: (typeof userStatuses)[number]): FilterPart {
  return columnPart('status', 'users.status', 'users_status_index', (query) =>
    query.where('users.status', status),
  );
}

export function rolePart(roleId: string): FilterPart {
  return columnPart('role', 'users.role_id', 'users_role_index', (query) =>
    query.where('users.role_id', roleId),
  );
}

export const withoutEmail: FilterPart = columnPart(
  'noEmail',
  'users.email_key',
  'users_email_index',
  (query) => query.whereNull('users.email_key'),
);

export const neverLoggedIn: FilterPart = columnPart(
  'lastLogin',
  'users.last_login_at',
  'users_last_login_index',
  (query) => query.whereNull('users.last_login_at'),
);

/** Those who logged in last in this range of moments; without bounds, those who ever did. */
export function lastLoginPart(from: number | undefined, to: number | undefined): FilterPart {
  const where: Narrow = (query) => {
    if (from !== undefined) query.where('users.last_login_at', '>=', from);
    if (to !== undefined) query.where('users.last_login_at', '<', to);
    if (from === undefined && to === undefined) query.whereNotNull('users.last_login_at');
  };
  const part = columnPart('lastLogin', 'users.last_login_at', 'users_last_login_index', where);
  return { ...part, sets: part.sets.map((source) => ({ ...source, isRange: true })), streams: [] };
}

/** Exactly the user with this value of a unique column. */
export function exactPart(column: 'username_key' | 'email_key' | 'did', value: string): FilterPart {
  const name = `users.${column}`;
  const part = columnPart(column, name, `users_${column}_unique`, (query) => query.where(name, value));
  return { ...part, streams: [], isExact: true };
}

/*
 * A limit keeps the engine from making a join of it, which it might begin at the wrong end; by the primary key it is a
 * look-up of this one user, where other indexes would read everybody who has the name.
 */
function isAmong(dialect: Dialect, table: string, where: Narrow): Narrow {
  return (query) => {
    const found = dialect
      .from(table, 'PRIMARY')
      .whereRaw('?? = users.id', [`${table}.user_id`])
      .limit(1, inText)
      .select(dialect.reader.raw('1'));
    where(found);
    query.where(1, found);
  };
}

/** Those who have this name in one of their sets. */
export function namePart(dialect: Dialect, table: 'user_servers' | 'user_groups', name: string): FilterPart {
  const column = table === 'user_servers' ? 'server' : 'group';
  const where: Narrow = (query) => query.where(`${table}.${column}`, name);
  const source = { table, index: `${table}_${column}_index`, id: `${table}.user_id`, where };
  return {
    name: column,
    narrow: isAmong(dialect, table, where),
    columns: [],
    sets: [source],
    streams: [source],
  };
}

/** Those who hold a permission by one of these roles or by a direct grant. */
export function permissionPart(dialect: Dialect, permission: string, roleIds: readonly string[]): FilterPart {
  const where: Narrow = (query) => query.where('user_permissions.permission', permission);
  const isGranted = isAmong(dialect, 'user_permissions', where);
  const granted = {
    table: 'user_permissions',
    index: 'user_permissions_permission_index',
    id: 'user_permissions.user_id',
    where,
  };
  const sources = [granted, ...roleIds.flatMap((id) => rolePart(id).sets)];
  const isReadable = sources.length <= maxSources;
  return {
    name: 'permission',
    narrow: (query) =>
      query.where((either) => {
        either.whereIn('users.role_id', [...roleIds]).orWhere((other) => isGranted(other));
      }),
    columns: ['users.role_id'],
    sets: isReadable ? sources : [],
    streams: isReadable ? sources : [],
  };
}

/** Those whom a search finds that begins like this. */
export function searchPart(dialect: Dialect, prefix: string): FilterPart {
  const head = phraseHead(prefix);
  const isHead = head === prefix;
  const underHead: Narrow = (query) => query.where('user_words.head', head);
  // The last code point of Unicode is no character, and in no phrase.
  const beginsSo: Narrow = (query) =>
    query.where('user_words.word', '>=', prefix).where('user_words.word', '<', `${prefix}\u{10ffff}`);
  const common = { table: 'user_words', id: 'user_words.user_id', repeats: true };
  return {
    name: 'search',
    narrow: isAmong(dialect, 'user_words', (query) => {
      underHead(query);
      beginsSo(query);
    }),
    columns: [],
    sets: [{ ...common, index: 'user_words_word_index', where: beginsSo, isRange: true }],
    streams: [{ ...common, index: 'PRIMARY', where: underHead, ...(!isHead && { filter: beginsSo }) }],
  };
}
