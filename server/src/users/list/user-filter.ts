import { canonicalKey, type Operations, searchPrefix } from '@roster/contract';
import type * as z from 'zod';
import { holds } from '../../authority/rights.ts';
import { bound, compileQuery } from '../../database/compile-query.ts';
import { earliest } from '../../earliest.ts';
import { roleRights } from '../../roles/role-rights.ts';
import {
  exactPart,
  type FilterPart,
  lastLoginPart,
  namePart,
  neverLoggedIn,
  permissionPart,
  rolePart,
  searchPart,
  statusPart,
} from './filter-parts.ts';
import {
  bindId,
  type Dialect,
  dialectOf,
  type IdBounds,
  inText,
  type Listed,
  type Narrow,
} from './id-source.ts';

type ListQuery = z.output<Operations['listUsers']['query']>;

/** What a list is narrowed by, as the contract has it. */
export type FilterQuery = Omit<ListQuery, 'limit' | 'cursor' | 'sort' | 'count'>;

/** What a list is narrowed by: a user has to fulfil all parts. */
export interface UserFilter {
  readonly parts: readonly FilterPart[];
  /** Between which moments of creation those lie who fulfil the parts. */
  readonly bounds: IdBounds;
}

/** How far the clocks of two instances may be apart. */
const clockSkewMs = 86_400_000;

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function hasLoginRange({ lastLoginFrom, lastLoginTo }: FilterQuery): boolean {
  return lastLoginFrom !== undefined || lastLoginTo !== undefined;
}

/** The smallest id of somebody who was created at this moment: ids begin with it. */
function firstIdAt(moment: number | undefined): string | undefined {
  if (moment === undefined) return undefined;
  const hex = Math.max(0, moment).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** Nobody logs in before they are created: whoever did so last long ago is not looked for among those who came later. */
function boundsOf({ createdFrom, createdTo, lastLoginTo }: FilterQuery): IdBounds {
  const login = momentOf(lastLoginTo);
  const lastCreated = login === undefined ? undefined : login + clockSkewMs;
  return {
    from: firstIdAt(momentOf(createdFrom)),
    to: firstIdAt(earliest(momentOf(createdTo), lastCreated)),
  };
}

function createdPart(bounds: IdBounds): FilterPart {
  const where: Narrow = (query) => bindId(query, 'users.id', bounds);
  const source = { table: 'users', index: 'PRIMARY', id: 'users.id', where };
  return {
    name: 'created',
    narrow: where,
    columns: [],
    sets: [source],
    streams: [source],
  };
}

const roleByName = compileQuery((knex) => knex('roles').where('name', bound).select('id'));

async function findRoleId({ run }: Listed, name: string): Promise<string | undefined> {
  const [row] = await run<{ id: string }>(roleByName, [name]);
  return row?.id;
}

/** All roles beside a permission: which list it, and which anybody has. */
const rolesByPermission = compileQuery((knex) =>
  knex('permissions')
    .joinRaw('cross join roles')
    .leftJoin('role_permissions', (on) => {
      on.on('role_permissions.role_id', 'roles.id').on('role_permissions.permission', 'permissions.name');
    })
    .where('permissions.name', bound)
    .select('roles.id', 'roles.rank', {
      listed: 'role_permissions.permission',
      used: knex('users').whereRaw('users.role_id = roles.id').limit(1, inText).select(knex.raw('1')),
    }),
);

/** The roles in use whose holders have the permission; undefined if there is no such permission. */
async function findHoldingRoles({ run }: Listed, permission: string): Promise<string[] | undefined> {
  type Row = { id: string; rank: number; listed: string | null; used: 1 | null };
  const rows = await run<Row>(rolesByPermission, [permission]);
  if (rows.length === 0) return undefined;
  const roles = rows.map(({ id, rank, listed, used }) => ({
    id,
    rank,
    isUsed: used === 1,
    permissions: listed === null ? [] : [listed],
  }));
  const isHolding = (role: (typeof roles)[number]) => holds(roleRights(role, roles), permission);
  return roles.filter((role) => role.isUsed && isHolding(role)).map(({ id }) => id);
}

/** The parts that need nothing from the database. */
function plainParts(dialect: Dialect, query: FilterQuery, bounds: IdBounds): FilterPart[] {
  const parts: FilterPart[] = [];
  if (query.username !== undefined) parts.push(exactPart('username_key', canonicalKey(query.username)));
  if (query.email !== undefined) parts.push(exactPart('email_key', canonicalKey(query.email)));
  if (query.did !== undefined) parts.push(exactPart('did', query.did));
  if (query.q !== undefined) parts.push(searchPart(dialect, searchPrefix(query.q)));
  if (query.server !== undefined) parts.push(namePart(dialect, 'user_servers', query.server));
  if (query.group !== undefined) parts.push(namePart(dialect, 'user_groups', query.group));
  if (query.neverLoggedIn === true) parts.push(neverLoggedIn);
  else if (query.neverLoggedIn === false || hasLoginRange(query)) {
    parts.push(lastLoginPart(momentOf(query.lastLoginFrom), momentOf(query.lastLoginTo)));
  }
  if (query.status !== undefined) parts.push(statusPart(query.status));
  if (query.createdFrom !== undefined || query.createdTo !== undefined) parts.push(createdPart(bounds));
  return parts;
}

/**
 * What the query narrows a list by.
 * @returns undefined if nobody can fulfil it: it contradicts itself, or names a role or permission that does not exist
 */
export async function readUserFilter(database: Listed, query: FilterQuery): Promise<UserFilter | undefined> {
  const dialect = dialectOf(database);
  if (query.neverLoggedIn === true && hasLoginRange(query)) return undefined;
  const bounds = boundsOf(query);
  const parts = plainParts(dialect, query, bounds);
  if (query.role !== undefined) {
    const id = await findRoleId(database, query.role);
    if (id === undefined) return undefined;
    parts.push(rolePart(id));
  }
  if (query.permission !== undefined) {
    const roleIds = await findHoldingRoles(database, query.permission);
    if (roleIds === undefined) return undefined;
    parts.push(permissionPart(dialect, query.permission, roleIds));
  }
  return { parts, bounds };
}
