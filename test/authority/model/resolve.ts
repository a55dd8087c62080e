import type { OperationId } from '@roster/contract';
import type { OperationRequest } from '../send.ts';
import {
  chooseActor,
  chooseCustomRole,
  choosePermissions,
  chooseRole,
  chooseTarget,
  chooseTemplate,
  pick,
} from './choose.ts';
import { effective } from './effective.ts';
import type { Move } from './moves.ts';
import type { KeyState, State, UserState } from './state.ts';

/** What a move is resolved against. */
export interface Surroundings {
  readonly state: State;
  /** The passwords of the users, by id. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Counts the calls, so that names can be new. */
  readonly count: number;
}

/** A call that is ready to be made. */
export interface Call {
  readonly move: Move;
  readonly actor: UserState;
  /** The API key that the call is made with; undefined for a session. */
  readonly key: KeyState | undefined;
  readonly target: UserState | undefined;
  readonly request: OperationRequest;
  /** The new password, where the call sets one. */
  readonly newPassword?: string | undefined;
}

interface Scene extends Surroundings {
  readonly move: Move;
  readonly actor: UserState;
  readonly key: KeyState | undefined;
  readonly target: UserState | undefined;
}

type Parts = Omit<OperationRequest, 'operationId' | 'token'> & { readonly newPassword?: string };

const nobody = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70';
const ranks = [1, 5, 10, 20, 21, 30, 40, 41, 50, 60, 80, 81, 99];
const displayNames = [null, 'Jane', 'John'];
const labels = [[], ['one'], ['one', 'two']];

function userPath({ target, move }: Scene): Readonly<Record<string, string>> {
  if (target === undefined) return { user: move.b % 2 ? nobody : '@nobody-at-all' };
  return { user: move.b % 2 ? target.id : `@${target.username}` };
}

function freshPassword({ move, count, target, actor }: Scene): string {
  return move.fault === 'taken' ? `for ${(target ?? actor).username}` : `fresh secret of ${count}`;
}

function currentPassword({ move, passwords, actor }: Scene): string {
  return (move.fault === 'wrong' ? undefined : passwords.get(actor.id)) ?? 'a wrong password';
}

function freshName(prefix: string, taken: string | undefined, { move, count }: Scene): string {
  return move.fault === 'taken' && taken !== undefined ? taken : `${prefix}-${count}`;
}

function anyUsername({ state, move }: Scene): string | undefined {
  return pick([...state.users.values()], move.b)?.username;
}

function anyPermission({ state, move }: Scene): string {
  if (move.aim === 'any') return pick(state.catalogue, move.target) ?? 'users:read';
  if (move.aim === 'super') return `users:own${move.target % 3}`;
  return `app.p${move.target % 8}`;
}

/** The body of createUser: each bit of a number is a field. */
function newUser(scene: Scene): Parts {
  const { state, move, actor, count } = scene;
  const has = (bit: number) => Math.floor(move.a / 2 ** bit) % 2 === 1;
  const password = `first secret of ${count}`;
  const body = {
    username: freshName('user', anyUsername(scene), scene),
    ...(has(0) && { password }),
    ...(has(1) && { did: `did:example:${count}` }),
    ...(has(2) && { role: chooseRole(state, move, actor, move.b) }),
    ...(has(3) && { permissions: choosePermissions(state, move, actor) }),
    ...(has(4) && has(5) && { template: chooseTemplate(state, move, actor) }),
    ...(has(6) && has(7) && { servers: ['one'], groups: ['two'] }),
    ...(has(8) && has(5) && { isActive: false }),
    ...(has(9) && has(4) && { mustChangePassword: true }),
  };
  return { body, ...(has(0) && { newPassword: password }) };
}

/** The body of importUsers: a few accounts, each as one of createUser. */
function newUsers(scene: Scene): Parts {
  const { move, count } = scene;
  const items = Array.from({ length: 1 + (move.b % 3) }, (_, index) => {
    const own = { ...move, a: move.a + 101 * index, b: move.b + index };
    return newUser({ ...scene, move: own, count: 1_000_000 + 10 * count + index }).body;
  });
  return {
    body: { items, ...(move.a % 2 && { onConflict: 'skip' }), ...(move.a % 9 === 0 && { dryRun: true }) },
  };
}

function userChange(scene: Scene): Record<string, unknown> {
  const { state, move, actor, count } = scene;
  const fields: readonly (() => Record<string, unknown>)[] = [
    () => ({ displayName: pick(displayNames, move.a) }),
    () => ({ role: chooseRole(state, move, actor, move.a) }),
    () => ({ role: chooseRole(state, { ...move, aim: 'within' }, actor, move.a) }),
    () => ({ servers: pick(labels, move.a) }),
    () => ({ groups: pick(labels, move.a) }),
    () => ({ did: move.a % 2 ? null : `did:example:${count}` }),
    () => ({ username: freshName('user', anyUsername(scene), scene) }),
    () => ({ metadata: { count: move.a % 3 } }),
  ];
  return fields[move.b % fields.length]?.() ?? {};
}

function grants({ state, move, actor }: Scene): Record<string, unknown> {
  const permissions = choosePermissions(state, move, actor);
  const kinds: readonly Record<string, unknown>[] = [
    { permissions },
    { grant: permissions },
    {
      grant: permissions.slice(0, 1),
      revoke: permissions.slice(1).filter((name) => name !== permissions[0]),
    },
    { revoke: permissions },
    { template: chooseTemplate(state, move, actor) },
  ];
  return pick(kinds, move.a) ?? {};
}

function roleChange(scene: Scene): Record<string, unknown> {
  const { state, move, actor } = scene;
  const permissions = choosePermissions(state, move, actor);
  const changes: readonly Record<string, unknown>[] = [
    { permissions },
    { permissions },
    { rank: pick(ranks, move.b) },
    { description: String(move.b % 3) },
    { name: freshName('role', 'viewer', scene) },
  ];
  return pick(changes, move.a) ?? {};
}

/** A key of the user, otherwise one of anybody. */
function anyKey({ state, move, key }: Scene, user: UserState | undefined): string {
  // A key reaches for itself more often than not.
  if (key !== undefined && move.b % 3 > 0) return key.id;
  const all = [...state.keys.values()].filter((one) => move.b % 5 === 0 || one.revoked_at === null);
  const own = all.filter(({ user_id }) => user_id === user?.id);
  return (pick(move.b % 8 === 0 ? all : own, move.a) ?? pick(all, move.a))?.id ?? nobody;
}

/** A session of the user, otherwise one of anybody. */
function anySession({ state, move }: Scene, user: UserState | undefined): string {
  const all = [...state.sessions];
  const own = all.filter(([, userId]) => userId === user?.id);
  return (pick(move.b % 8 === 0 ? all : own, move.a) ?? pick(all, move.a))?.[0] ?? nobody;
}

function newKey(scene: Scene): Record<string, unknown> {
  const { state, move, actor, target } = scene;
  const owner = move.op === 'createUserApiKey' ? target : actor;
  const chosen = choosePermissions(state, move, move.from === 'held' && owner ? owner : actor);
  const all = [...effective(state, actor)].sort();
  const expiresAt = pick([undefined, null, '2999-01-01T00:00:00.000Z', '2000-01-01T00:00:00.000Z'], move.b);
  return {
    name: `key of ${scene.count}`,
    permissions: move.a % 3 === 0 ? all : chosen,
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

const resolvers: Readonly<Partial<Record<OperationId, (scene: Scene) => Parts>>> = {
  logOut: () => ({}),
  updateMe: ({ move }) => ({ body: { displayName: pick(displayNames, move.a) } }),
  changeOwnPassword: (scene) => {
    const newPassword = freshPassword(scene);
    const revokes = scene.move.a % 3 === 0 ? {} : { revokeApiKeys: scene.move.a % 3 === 1 };
    return { body: { currentPassword: currentPassword(scene), newPassword, ...revokes }, newPassword };
  },
  createUser: newUser,
  importUsers: newUsers,
  updateUser: (scene) => ({ params: userPath(scene), body: userChange(scene) }),
  deleteUser: (scene) => ({ params: userPath(scene) }),
  setUserStatus: (scene) => ({ params: userPath(scene), body: { isActive: scene.move.a % 2 === 0 } }),
  resetUserPassword: (scene) => {
    const newPassword = freshPassword(scene);
    const mustChange = scene.move.a % 3 === 0 ? {} : { mustChangePassword: scene.move.a % 3 === 1 };
    return { params: userPath(scene), body: { newPassword, ...mustChange }, newPassword };
  },
  updateUserPermissions: (scene) => ({ params: userPath(scene), body: grants(scene) }),
  transferSuper: (scene) => ({
    body: { targetUserId: scene.target?.id ?? nobody, currentPassword: currentPassword(scene) },
  }),
  revokeOwnSession: (scene) => ({ params: { sessionId: anySession(scene, scene.actor) } }),
  revokeUserSession: (scene) => ({
    params: { ...userPath(scene), sessionId: anySession(scene, scene.target) },
  }),
  revokeUserSessions: (scene) => ({ params: userPath(scene) }),
  createApiKey: (scene) => ({ body: newKey(scene) }),
  revokeApiKey: (scene) => ({ params: { apiKeyId: anyKey(scene, scene.actor) } }),
  rotateApiKey: (scene) => ({
    params: { apiKeyId: anyKey(scene, scene.actor) },
    body: scene.move.a % 2 ? {} : { graceSeconds: scene.move.a },
  }),
  createUserApiKey: (scene) => ({ params: userPath(scene), body: newKey(scene) }),
  revokeUserApiKey: (scene) => ({ params: { ...userPath(scene), apiKeyId: anyKey(scene, scene.target) } }),
  createRole: (scene) => ({
    body: {
      name: freshName('role', 'viewer', scene),
      rank: pick(ranks, scene.move.a),
      permissions: choosePermissions(scene.state, scene.move, scene.actor),
    },
  }),
  updateRole: (scene) => ({
    params: { roleName: chooseCustomRole(scene.state, scene.move, scene.actor) },
    body: roleChange(scene),
  }),
  deleteRole: (scene) => ({ params: { roleName: chooseCustomRole(scene.state, scene.move, scene.actor) } }),
  putPermission: (scene) => ({
    params: { permission: anyPermission(scene) },
    body: { description: String(scene.move.a % 2), category: 'app' },
  }),
  removePermission: (scene) => ({ params: { permission: anyPermission(scene) } }),
  putTemplate: ({ state, move, actor }) => ({
    params: { templateName: move.b % 2 ? `t-${move.b % 5}` : chooseTemplate(state, move, actor) },
    body: { permissions: choosePermissions(state, move, actor) },
  }),
  deleteTemplate: ({ state, move, actor }) => ({
    params: { templateName: chooseTemplate(state, move, actor) },
  }),
};

/** Turns a move into the call that it means at this moment. */
export function resolve(move: Move, surroundings: Surroundings): Call {
  const actor = chooseActor(surroundings.state, move);
  const target = chooseTarget(surroundings.state, move, actor);
  const resolver = resolvers[move.op];
  if (resolver === undefined) throw new Error(`The model does not know how to call ${move.op}.`);
  const live = [...surroundings.state.keys.values()].filter(
    (one) => one.user_id === actor.id && one.revoked_at === null,
  );
  const key = move.through === 'key' ? pick(live, move.actor) : undefined;
  const { newPassword, ...parts } = resolver({ ...surroundings, move, actor, key, target });
  const headers = move.fault === 'stale' ? { 'if-match': '"stale.1"' } : {};
  return { move, actor, key, target, newPassword, request: { operationId: move.op, ...parts, headers } };
}
