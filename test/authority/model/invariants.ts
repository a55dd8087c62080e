import { beyond, superOf } from './effective.ts';
import type { State } from './state.ts';
import { cheapHash } from './world.ts';

const builtInRoles: Readonly<Record<string, number>> = {
  super_admin: 100,
  admin: 80,
  editor: 40,
  viewer: 20,
};

function* superFaults(state: State, passwords: ReadonlyMap<string, string>): Generator<string> {
  const supers = [...state.users.values()].filter((user) => user.role_id === 'super_admin');
  const [pointer] = state.pointer;
  const [one] = supers;
  if (supers.length !== 1 || one === undefined) yield `there are ${supers.length} super admins`;
  if (state.pointer.length !== 1) yield `the pointer has ${state.pointer.length} rows`;
  if (pointer?.user_id !== one?.id) yield 'pointer and role disagree about who is the super admin';
  if (one?.status !== 'active') yield `the super admin is ${one?.status}`;
  const known = passwords.get(one?.id ?? '');
  const stored = state.passwords.get(one?.id ?? '')?.password_hash;
  if (known === undefined || stored !== cheapHash(known))
    yield 'the password of the super admin does not work';
}

function* userFaults(state: State): Generator<string> {
  const catalogue = new Set(state.catalogue);
  for (const user of state.users.values()) {
    if (!state.roles.has(user.role_id)) yield `${user.username} has a role that is not there`;
    const unknown = beyond(user.permissions, catalogue);
    if (unknown.length > 0)
      yield `${user.username} is granted ${unknown.join()}, which is not in the catalogue`;
    const hasCredential = user.did !== null || state.passwords.has(user.id);
    const expected = hasCredential ? 'active' : 'pending';
    if (user.status !== 'disabled' && user.status !== expected) {
      yield `${user.username} is ${user.status}, but ought to be ${expected}`;
    }
  }
}

function* indexFaults(state: State): Generator<string> {
  for (const column of ['permissions', 'servers', 'groups'] as const) {
    const onRows = [...state.users.values()].flatMap((user) =>
      user[column].map((name) => `${user.id} ${name}`),
    );
    if (onRows.sort().join('\n') !== state.indexes[column].join('\n')) {
      yield `the rows of user_${column} are not those of the user rows`;
    }
  }
}

function* roleFaults(state: State): Generator<string> {
  const catalogue = new Set(state.catalogue);
  for (const [id, rank] of Object.entries(builtInRoles)) {
    const role = state.roles.get(id);
    if (role?.name !== id || role.rank !== rank || role.built_in !== 1)
      yield `the role ${id} is not as it was`;
    const isComputed = id === 'super_admin' || id === 'admin';
    if (isComputed && role?.permissions.length !== 0) yield `${id} lists permissions`;
    const refused = role?.permissions.filter(
      (name) => name === 'roles:manage' || name === 'permissions:manage',
    );
    if (refused?.length !== 0) yield `${id} lists ${refused?.join()}`;
  }
  for (const role of state.roles.values()) {
    if (beyond(role.permissions, catalogue).length > 0)
      yield `${role.name} lists what is not in the catalogue`;
    if (role.built_in === 0 && (role.rank < 1 || role.rank > 99)) yield `${role.name} has rank ${role.rank}`;
  }
}

/** A live key has a user and a maker who are active, and holds what it names in the catalogue; a dead one holds nothing. */
function* keyFaults(state: State): Generator<string> {
  const live = [...state.keys.values()].filter((key) => key.revoked_at === null);
  for (const { id, user_id, created_by, permissions } of live) {
    const behind = [user_id, created_by].map((user) => state.users.get(user)?.status);
    if (behind.some((status) => status !== 'active')) yield `the key ${id} is alive, but not all behind it`;
    if (beyond(permissions, new Set(state.catalogue)).length > 0)
      yield `the key ${id} names what is not in the catalogue`;
  }
  const held = live.flatMap(({ id, permissions }) => permissions.map((name) => `${id} ${name}`));
  if (held.sort().join('\n') !== [...state.keyPermissions].sort().join('\n'))
    yield 'the rows of api_key_permissions are not those of the live keys';
}

/** What must hold at every moment, and does not. */
export function invariantFaults(state: State, passwords: ReadonlyMap<string, string>): string[] {
  return [
    ...superFaults(state, passwords),
    ...userFaults(state),
    ...indexFaults(state),
    ...roleFaults(state),
    ...keyFaults(state),
  ];
}

/** Rule 6: whoever is the super admin keeps the password unless they change it themselves. */
export function superPasswordFaults(before: State, after: State, isOwnChange: boolean): string[] {
  const id = superOf(before)?.id ?? '';
  const [old, now] = [before.passwords.get(id), after.passwords.get(id)];
  if (isOwnChange || JSON.stringify(old) === JSON.stringify(now)) return [];
  return ['the password of the super admin was changed by somebody else'];
}
