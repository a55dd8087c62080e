import type { Dependencies } from '@roster/server';

type Database = Dependencies['database'];

export interface UserState {
  readonly id: string;
  readonly username: string;
  readonly did: string | null;
  readonly role_id: string;
  readonly status: string;
  readonly permissions: readonly string[];
  readonly servers: readonly string[];
  readonly groups: readonly string[];
  readonly must_change_password: number;
  readonly version: number;
}

export interface RoleState {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
  readonly built_in: number;
  readonly permissions: readonly string[];
}

export interface TemplateState {
  readonly name: string;
  readonly built_in: number;
  readonly is_default: number;
  readonly permissions: readonly string[];
}

export interface PasswordState {
  readonly user_id: string;
  readonly password_hash: string;
  readonly set_at: number;
  readonly set_by: string;
}

export interface KeyState {
  readonly id: string;
  readonly user_id: string;
  readonly created_by: string;
  readonly permissions: readonly string[];
  readonly revoked_at: number | null;
  readonly version: number;
}

/** A plain dump of the tables. */
export interface State {
  readonly catalogue: readonly string[];
  readonly roles: ReadonlyMap<string, RoleState>;
  readonly templates: ReadonlyMap<string, TemplateState>;
  /** By id, in the order of the usernames. */
  readonly users: ReadonlyMap<string, UserState>;
  readonly passwords: ReadonlyMap<string, PasswordState>;
  readonly pointer: readonly { readonly id: number; readonly user_id: string }[];
  /** The rows in which the sets of names on the user row can be searched. */
  readonly indexes: Readonly<Record<'permissions' | 'servers' | 'groups', readonly string[]>>;
  /** API keys by id, also those that are revoked. */
  readonly keys: ReadonlyMap<string, KeyState>;
  /** The rows by which live keys hold permissions in the catalogue. */
  readonly keyPermissions: readonly string[];
  /** The user of every session. */
  readonly sessions: ReadonlyMap<string, string>;
  /** Everything but sessions and the times at which somebody was last seen, as text. */
  readonly text: string;
}

type Row = Readonly<Record<string, unknown>>;

function text(row: Row, column: string): string {
  return String(row[column]);
}

/** Text of rows without the columns that a refused call, or a mere request, may change. */
function textOf(name: string, rows: readonly Row[]): string {
  if (name === 'apiKeys') return JSON.stringify(rows.map(({ last_used_at: _used, ...rest }) => rest));
  if (name !== 'users') return JSON.stringify(rows);
  return JSON.stringify(rows.map(({ last_seen_at: _seen, last_login_at: _login, ...rest }) => rest));
}

function names(json: unknown): string[] {
  const parsed: unknown = JSON.parse(String(json));
  if (!Array.isArray(parsed)) throw new Error(`${String(json)} is no list of names.`);
  return parsed.map(String);
}

function group(rows: readonly Row[], key: string, value: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const list = groups.get(text(row, key)) ?? [];
    list.push(text(row, value));
    groups.set(text(row, key), list);
  }
  return groups;
}

const sql = {
  permissions: 'select * from permissions order by name',
  roles: 'select * from roles order by name',
  rolePermissions: 'select * from role_permissions order by role_id, permission',
  templates: 'select * from templates order by name',
  templatePermissions: 'select * from template_permissions order by template, permission',
  users: 'select * from users order by username_key',
  userPermissions: 'select * from user_permissions order by user_id, permission',
  userServers: 'select * from user_servers order by user_id, server',
  userGroups: 'select * from user_groups order by user_id',
  passwords: 'select * from user_passwords order by user_id',
  pointer: 'select * from super_admin',
  apiKeys: 'select * from api_keys order by id',
  apiKeyPermissions: 'select * from api_key_permissions order by api_key_id, permission',
} as const;

function indexRows(rows: readonly Row[], column: string): string[] {
  return rows.map((row) => `${text(row, 'user_id')} ${text(row, column)}`).sort();
}

/** Reads all tables that a change may touch. */
export async function readState(database: Database): Promise<State> {
  const entries = await Promise.all(
    Object.entries(sql).map(async ([name, query]) => [name, await database.run<Row>(query, [])] as const),
  );
  // The names of the queries are those of the table above; `Object.fromEntries` forgets them.
  const rows = Object.fromEntries(entries) as Record<keyof typeof sql, Row[]>;
  const sessions = await database.run<Row>('select id, user_id from sessions', []);
  const listed = group(rows.rolePermissions, 'role_id', 'permission');
  const granted = group(rows.templatePermissions, 'template', 'permission');
  // The columns are those of the migrations; a driver cannot tell.
  const users = rows.users.map(({ last_seen_at: _seen, last_login_at: _login, ...row }) => ({
    ...(row as unknown as UserState),
    permissions: names(row.permissions),
    servers: names(row.servers),
    groups: names(row.groups),
  }));
  const roles = rows.roles.map((row) => ({
    ...(row as unknown as RoleState),
    permissions: listed.get(text(row, 'id')) ?? [],
  }));
  const templates = rows.templates.map((row) => ({
    ...(row as unknown as TemplateState),
    permissions: granted.get(text(row, 'name')) ?? [],
  }));
  const keys = rows.apiKeys.map((row) => ({
    ...(row as unknown as KeyState),
    permissions: names(row.permissions),
  }));
  return {
    catalogue: rows.permissions.map((row) => text(row, 'name')),
    roles: new Map(roles.map((role) => [role.id, role])),
    templates: new Map(templates.map((template) => [template.name, template])),
    users: new Map(users.map((user) => [user.id, user])),
    passwords: new Map(rows.passwords.map((row) => [text(row, 'user_id'), row as unknown as PasswordState])),
    pointer: rows.pointer.map((row) => ({ id: Number(row.id), user_id: text(row, 'user_id') })),
    indexes: {
      permissions: indexRows(rows.userPermissions, 'permission'),
      servers: indexRows(rows.userServers, 'server'),
      groups: indexRows(rows.userGroups, 'group'),
    },
    keys: new Map(keys.map((key) => [key.id, key])),
    keyPermissions: rows.apiKeyPermissions.map(
      (row) => `${text(row, 'api_key_id')} ${text(row, 'permission')}`,
    ),
    sessions: new Map(sessions.map((row) => [text(row, 'id'), text(row, 'user_id')])),
    text: entries.map(([name, all]) => textOf(name, all)).join('\n'),
  };
}
