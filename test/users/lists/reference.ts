import type { ListUsersInput } from '@roster/client';
import type { Member, Population } from './population.ts';

type Query = NonNullable<ListUsersInput>;

/** Compares texts by code points, as no operator of JavaScript does. */
function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const stroked: Record<string, string> = { ł: 'l' };

function fold(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase();
  return plain
    .replaceAll('ς', 'σ')
    .replaceAll(/ł/g, (letter) => stroked[letter] ?? letter)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** True if the text has the search at its beginning or at that of one of its words. */
function hasWord(text: string, search: string): boolean {
  return [...text].some(
    (_, index) => text.startsWith(search, index) && (index === 0 || /[\s-]/.test(text[index - 1] ?? '')),
  );
}

function isFound({ username, email, display_name: name }: Member, q: string): boolean {
  const search = fold(q);
  return (
    fold(username).startsWith(search) ||
    fold(email ?? '').startsWith(search) ||
    hasWord(fold(name ?? ''), search)
  );
}

function holdsPermission(member: Member, permission: string, { countingRole }: Population): boolean {
  if (JSON.parse(member.permissions).includes(permission)) return true;
  if (!['stats:read', 'api-keys:create', 'roles:manage'].includes(permission)) return false;
  if (member.role === 'super_admin') return true;
  if (member.role === 'admin') return permission !== 'roles:manage';
  if (member.role === countingRole && permission === 'stats:read') return true;
  return member.role === 'editor' && permission === 'api-keys:create';
}

function isBetween(moment: number | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  if (moment === null) return false;
  return (from === undefined || moment >= Date.parse(from)) && (to === undefined || moment < Date.parse(to));
}

/** True if the member fulfils everything that the query narrows the list by, decided one by one. */
export function matches(member: Member, query: Query, population: Population): boolean {
  const { q, username, email, did, role, status, permission, server, group, neverLoggedIn } = query;
  return (
    (q === undefined || isFound(member, q)) &&
    (username === undefined || member.username.toLowerCase() === username.toLowerCase()) &&
    (email === undefined || member.email?.toLowerCase() === email.toLowerCase()) &&
    (did === undefined || member.did === did) &&
    (role === undefined || member.role === role) &&
    (status === undefined || member.status === status) &&
    (permission === undefined || holdsPermission(member, permission, population)) &&
    (server === undefined || JSON.parse(member.servers).includes(server)) &&
    (group === undefined || JSON.parse(member.groups).includes(group)) &&
    (neverLoggedIn === undefined || (member.last_login_at === null) === neverLoggedIn) &&
    isBetween(member.created_at, query.createdFrom, query.createdTo) &&
    isBetween(member.last_login_at, query.lastLoginFrom, query.lastLoginTo)
  );
}

const columns = {
  createdAt: 'created_at',
  username: 'username_key',
  email: 'email_key',
  status: 'status',
  lastLoginAt: 'last_login_at',
} as const;

/** Sorts by the column, those without a value last in both directions, and ties by id in the direction of the sort. */
export function sorted(members: readonly Member[], sort: NonNullable<Query['sort']>): Member[] {
  const sign = sort.startsWith('-') ? -1 : 1;
  // The names of the sorts are those of the columns behind an optional minus sign.
  const column = columns[sort.replace('-', '') as keyof typeof columns];
  return members.toSorted((a, b) => {
    const [left, right] = [a[column], b[column]];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
      return sign * compareTexts(a.id, b.id);
    }
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : compareTexts(String(left), String(right));
    return sign * (order === 0 ? compareTexts(a.id, b.id) : order);
  });
}
