import type { KeyState, RoleState, State, TemplateState, UserState } from './state.ts';

/*
 * E(u) and the lists of templates as authority.md defines them, recomputed from a dump of the tables. Nothing here is
 * taken from the server: this is what the server is compared with.
 */

const withheldFromAdmin = ['roles:manage', 'permissions:manage'];

function isBelow(other: RoleState, role: RoleState): boolean {
  return other.built_in === 1 && other.rank < role.rank;
}

function computeRole(state: State, role: RoleState): ReadonlySet<string> {
  const all = [role, ...[...state.roles.values()].filter((other) => isBelow(other, role))];
  return new Set(
    all.flatMap(({ id, permissions }) => {
      if (id === 'super_admin') return state.catalogue;
      if (id === 'admin') return state.catalogue.filter((name) => !withheldFromAdmin.includes(name));
      return permissions;
    }),
  );
}

/** Dumps are never changed, so that each is asked once about each role and user. */
const known = new WeakMap<State, Map<unknown, ReadonlySet<string>>>();

function once(state: State, key: unknown, compute: () => ReadonlySet<string>): ReadonlySet<string> {
  const answers = known.get(state) ?? new Map<unknown, ReadonlySet<string>>();
  known.set(state, answers);
  const answer = answers.get(key) ?? compute();
  answers.set(key, answer);
  return answer;
}

/** What the holders of a role may do: what it holds itself, and what every built-in role of lower rank holds. */
export function effectiveOfRole(state: State, role: RoleState): ReadonlySet<string> {
  return once(state, role, () => computeRole(state, role));
}

export function roleOf(state: State, user: UserState): RoleState {
  const role = state.roles.get(user.role_id);
  if (role === undefined) throw new Error(`${user.username} has a role that is not there.`);
  return role;
}

/** What a user may do. */
export function effective(state: State, user: UserState): ReadonlySet<string> {
  const compute = () => new Set([...effectiveOfRole(state, roleOf(state, user)), ...user.permissions]);
  return once(state, user, compute);
}

/** What a template grants at this moment. */
export function templateList(
  state: State,
  { name, is_default, permissions }: TemplateState,
): readonly string[] {
  if (is_default !== 1) return permissions;
  const reading = state.catalogue.filter(
    (permission) => /[.:]read$/.test(permission) && !['audit:read', 'sessions:read'].includes(permission),
  );
  const operating = [...reading, 'api-keys:create', 'sessions:revoke'];
  const managing = ['users:create', 'users:update', 'users:disable', 'users:reset-password'];
  if (name === 'viewer') return reading;
  if (name === 'operator') return operating;
  if (name === 'manager') return [...operating, ...managing];
  return state.catalogue;
}

/** What the one has beyond the other. */
export function beyond(one: Iterable<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter((name) => !other.has(name));
}

/** The super admin, by role. */
export function superOf(state: State): UserState | undefined {
  return [...state.users.values()].find((user) => user.role_id === 'super_admin');
}

/** What a key may do: what it was given, its user holds, and whoever made it holds. */
export function effectiveOfKey(state: State, key: KeyState): ReadonlySet<string> {
  const holders = [key.user_id, key.created_by].map((id) => {
    const user = state.users.get(id);
    return user ? effective(state, user) : new Set<string>();
  });
  return new Set(key.permissions.filter((name) => holders.every((held) => held.has(name))));
}
