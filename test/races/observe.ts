import type { Reader } from '@roster/server';
import { expect } from 'vitest';
import { selectUsers } from '../../server/src/users/user-queries.ts';
import { parseNames, type UserRow } from '../../server/src/users/user-row.ts';
import type { Person } from './cast.ts';

/** What a user is at the moment, in words: `admin active +1 [stats:read] signed in`, `+1` being changes of the version. */
async function describePerson(reader: Reader, { id, version }: Person): Promise<string> {
  const row: UserRow | undefined = await selectUsers(reader).where('users.id', id).first();
  const sessions: unknown[] = await reader('sessions').where({ user_id: id }).select('id');
  const tokens: unknown[] = await reader('access_tokens')
    .join('sessions', 'sessions.id', 'access_tokens.session_id')
    .where('sessions.user_id', id)
    .select('token_hash');
  expect(tokens.length > 0, 'tokens are there exactly if there are sessions').toBe(sessions.length > 0);
  await expectNoOrphans(reader, id, row);
  if (row === undefined) return 'gone';
  const granted = parseNames(row.permissions);
  const grants = granted.length > 0 ? ` [${granted.join(' ')}]` : '';
  const presence = sessions.length > 0 ? 'signed in' : 'signed out';
  return `${row.role_name} ${row.status} +${row.version - version}${grants} ${presence}`;
}

/** The tables in which names are searched say the same as the user's row. */
async function expectNoOrphans(reader: Reader, id: string, row: UserRow | undefined): Promise<void> {
  const sets = [
    ['user_permissions', 'permission', row?.permissions],
    ['user_servers', 'server', row?.servers],
    ['user_groups', 'group', row?.groups],
  ] as const;
  for (const [table, column, json] of sets) {
    const rows: Record<string, unknown>[] = await reader(table).where({ user_id: id }).select(column);
    expect(rows.map((entry) => entry[column]).sort(), table).toEqual(
      json === undefined ? [] : parseNames(json),
    );
  }
}

/** Exactly one super admin, active, able to log in, and the one that the pointer names. */
async function expectOneSuper(reader: Reader): Promise<void> {
  const pointers = await reader('super_admin').select('id', 'user_id');
  const supers = await reader('users')
    .leftJoin('user_passwords', 'user_passwords.user_id', 'users.id')
    .where({ role_id: 'super_admin' })
    .select('users.id', 'status', 'set_by');
  expect(supers).toHaveLength(1);
  expect(supers[0]).toMatchObject({ status: 'active', set_by: expect.any(String) });
  expect(pointers).toEqual([{ id: 1, user_id: supers[0].id }]);
}

/** What holds at all times is held against the database; the rest is told, a line for each person. */
export async function observe(reader: Reader, people: readonly Person[]): Promise<string[]> {
  await expectOneSuper(reader);
  const lines: string[] = [];
  for (const person of people) lines.push(await describePerson(reader, person));
  return lines;
}

/** A role in words: `role-1 v2 [stats:read]`, or `gone`. */
export async function describeRole(reader: Reader, name: string): Promise<string> {
  const row: { id: string; version: number } | undefined = await reader('roles').where({ name }).first();
  if (row === undefined) return 'gone';
  const listed: { permission: string }[] = await reader('role_permissions')
    .where({ role_id: row.id })
    .orderBy('permission')
    .select('permission');
  return `v${row.version} [${listed.map(({ permission }) => permission).join(' ')}]`;
}
