import { beyond, effective, effectiveOfRole, roleOf, superOf, templateList } from './effective.ts';
import type { Move } from './moves.ts';
import type { State, UserState } from './state.ts';

/** An element of a list that is not empty, chosen by a number. */
export function pick<T>(list: readonly T[], number: number): T | undefined {
  return list.length === 0 ? undefined : list[number % list.length];
}

const manyRights = 6;

/** Who makes the call. */
export function chooseActor(state: State, move: Move): UserState {
  const all = [...state.users.values()];
  const active = all.filter((user) => user.status === 'active');
  const strong = active.filter(
    (user) =>
      user.role_id !== 'super_admin' &&
      user.must_change_password === 0 &&
      effective(state, user).size >= manyRights,
  );
  const pools = { super: active.filter((user) => user.role_id === 'super_admin'), strong, active, any: all };
  const actor = pick(pools[move.by], move.actor) ?? superOf(state);
  if (actor === undefined) throw new Error('There is nobody who could make a call.');
  return actor;
}

/** Whom the call is about; undefined for somebody who is not there. */
export function chooseTarget(state: State, move: Move, actor: UserState): UserState | undefined {
  const all = [...state.users.values()];
  const held = effective(state, actor);
  switch (move.aim) {
    case 'missing':
      return undefined;
    case 'self':
      return actor;
    case 'super':
      return superOf(state);
    case 'within': {
      const within = all.filter(
        (user) => user.id !== actor.id && beyond(effective(state, user), held).length === 0,
      );
      // Else hardly any call would meet a key of somebody else.
      const live = [...state.keys.values()].filter((key) => key.revoked_at === null);
      const owners = within.filter((user) => live.some((key) => key.user_id === user.id));
      const preferred = move.op === 'revokeUserApiKey' ? pick(owners, move.target) : undefined;
      return preferred ?? pick(within, move.target) ?? pick(all, move.target);
    }
    default:
      return pick(all, move.target);
  }
}

/** The permissions that the call names. */
export function choosePermissions(state: State, move: Move, actor: UserState): string[] {
  const held = [...effective(state, actor)].sort();
  const pool = move.from === 'held' && held.length > 0 ? held : [...state.catalogue].sort();
  const chosen = move.picks.flatMap((number) => pick(pool, number) ?? []);
  return move.from === 'unknown' ? [...chosen, 'no.such'] : chosen;
}

/** The name of a role that is to be assigned, or of one to be changed. */
export function chooseRole(state: State, move: Move, actor: UserState, number: number): string {
  const all = [...state.roles.values()];
  if (move.aim === 'missing') return 'no-such-role';
  if (move.aim === 'self') return roleOf(state, actor).name;
  const held = effective(state, actor);
  const { rank } = roleOf(state, actor);
  const within = all.filter(
    (role) =>
      role.rank <= rank &&
      role.id !== 'super_admin' &&
      beyond(effectiveOfRole(state, role), held).length === 0,
  );
  const role = (move.aim === 'within' ? pick(within, number) : undefined) ?? pick(all, number);
  return role?.name ?? 'viewer';
}

/** The name of a custom role, so that not most changes of roles meet one that is built in. */
export function chooseCustomRole(state: State, move: Move, actor: UserState): string {
  if (move.aim !== 'within' || move.target % 4 === 0) return chooseRole(state, move, actor, move.target);
  const held = effective(state, actor);
  const within = [...state.roles.values()].filter(
    (role) =>
      role.built_in === 0 &&
      role.id !== actor.role_id &&
      beyond(effectiveOfRole(state, role), held).length === 0,
  );
  return pick(within, move.target)?.name ?? chooseRole(state, move, actor, move.target);
}

export function chooseTemplate(state: State, move: Move, actor: UserState): string {
  const all = [...state.templates.values()];
  if (move.aim === 'missing') return 'no-such-template';
  const held = effective(state, actor);
  const within = all.filter((template) => beyond(templateList(state, template), held).length === 0);
  const template = (move.aim === 'within' ? pick(within, move.target) : undefined) ?? pick(all, move.target);
  return template?.name ?? 'viewer';
}
