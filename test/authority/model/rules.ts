import { operations } from '@roster/contract';
import { beyond, effective, effectiveOfRole, roleOf, superOf, templateList } from './effective.ts';
import { heldBy, keyFaults } from './key-rules.ts';
import type { Call } from './resolve.ts';
import type { RoleState, State, UserState } from './state.ts';

/*
 * The rules of authority.md, applied to a call that succeeded, by what it did to the tables. Each function names what
 * was done against a rule.
 */

/** A call that succeeded, with the tables before and after. */
export interface Done {
  readonly call: Call;
  readonly before: State;
  readonly after: State;
}

/** By definition the holders of `admin` and above hold what is registered: nobody gave it to them. */
function registered({ call, before, after }: Done): ReadonlySet<string> {
  if (call.move.op !== 'putPermission') return new Set();
  return new Set(beyond(after.catalogue, new Set(before.catalogue)));
}

function* growthFaults(done: Done): Generator<string> {
  const { call, before, after } = done;
  const held = heldBy(before, call);
  const isNew = registered(done);
  for (const user of after.users.values()) {
    const old = before.users.get(user.id);
    const gained = beyond(effective(after, user), old ? effective(before, old) : new Set());
    const { id, rank } = roleOf(after, user);
    const isAdministrative = id === 'admin' || rank > 80;
    const counted = gained.filter((name) => !(isNew.has(name) && isAdministrative));
    const given = beyond(counted, held);
    if (given.length > 0) yield `${user.username} gained ${given.join()}, which the caller did not hold`;
    if (user.id === call.actor.id && counted.length > 0) yield `the caller gained ${counted.join()}`;
  }
}

/** What was asked for, and which fields of it need a permission: of an import, each account that was created. */
function requested({ call, before, after }: Done) {
  const operation = call.move.op === 'importUsers' ? operations.createUser : operations[call.move.op];
  const rules = 'fieldPermissions' in operation ? Object.entries(operation.fieldPermissions) : [];
  const body = Object(call.request.body);
  if (call.move.op !== 'importUsers') return { rules, bodies: [body] };
  const users = [...after.users.values()].filter(({ id }) => !before.users.has(id));
  const created = new Set(users.map(({ username }) => username));
  return { rules, bodies: body.items.filter(({ username }: UserState) => created.has(username)) };
}

function* permissionFaults(done: Done): Generator<string> {
  const { call, before } = done;
  const operation = operations[call.move.op];
  const held = heldBy(before, call);
  const { rules, bodies } = requested(done);
  const needed = bodies.flatMap((body: object) =>
    rules
      .filter(([field]) => Object.hasOwn(body, field))
      .filter(([field, rule]) => !('unless' in rule && Reflect.get(body, field) === rule.unless))
      .map(([, rule]) => rule.permission),
  );
  const missing = beyond([...operation.access.permissions, ...needed], held);
  if (missing.length > 0) yield `the caller lacked ${missing.join()}`;
  if (call.actor.status !== 'active') yield `the caller was ${call.actor.status}`;
  const isAllowedBefore = 'allowedBeforePasswordChange' in operation;
  if (call.actor.must_change_password === 1 && !isAllowedBefore)
    yield 'the caller had to change the password';
}

function isTouched({ before, after }: Done, user: UserState): boolean {
  const same = JSON.stringify(user) === JSON.stringify(after.users.get(user.id));
  const [old, now] = [before.passwords.get(user.id), after.passwords.get(user.id)];
  return !same || JSON.stringify(old) !== JSON.stringify(now);
}

const ownAffairs = ['updateMe', 'changeOwnPassword', 'logOut'];

/** Rules 2 and 6, for every user whose row or password the call touched. */
function* dominanceFaults(done: Done): Generator<string> {
  const { call, before, after } = done;
  const { op } = call.move;
  const held = heldBy(before, call);
  for (const user of before.users.values()) {
    if (!isTouched(done, user)) continue;
    const isSelf = user.id === call.actor.id;
    if (ownAffairs.includes(op) && !isSelf) yield `${op} touched ${user.username}`;
    if (user.role_id === 'super_admin' && !isSelf) yield 'somebody else touched the super admin';
    const now = after.users.get(user.id);
    const rights = [...effective(before, user), ...(now ? effective(after, now) : [])];
    const missing = beyond(rights, held);
    if (missing.length > 0) yield `${user.username} holds ${missing.join()}, which the caller did not hold`;
  }
  for (const user of after.users.values()) {
    const old = before.users.get(user.id);
    if (old?.role_id === user.role_id || op === 'transferSuper') continue;
    if (roleOf(after, user).rank > roleOf(before, call.actor).rank)
      yield 'the role is ranked above the caller’s';
    if (user.role_id === 'super_admin') yield `${op} made a super admin`;
  }
}

/** Rule 5. */
function* selfFaults({ call, before, after }: Done): Generator<string> {
  const { actor, target, move } = call;
  if (move.op === 'transferSuper') return;
  const now = after.users.get(actor.id);
  if (now === undefined) {
    yield 'the caller deleted the own account';
    return;
  }
  if (move.op === 'resetUserPassword' && target?.id === actor.id) yield 'the caller reset the own password';
  const fields = (user: UserState) => [
    user.role_id,
    user.status,
    user.permissions,
    user.servers,
    user.groups,
  ];
  if (JSON.stringify(fields(now)) !== JSON.stringify(fields(actor)))
    yield 'the caller changed the own account';
  const own = before.roles.get(actor.role_id);
  const ownNow = after.roles.get(actor.role_id);
  if (actor.role_id === 'super_admin' || move.op === 'putPermission' || move.op === 'removePermission')
    return;
  const changed =
    own && ownNow && list(effectiveOfRole(before, own)) !== list(effectiveOfRole(after, ownNow));
  if (changed || own?.rank !== ownNow?.rank) yield 'the caller changed the own role';
}

function list(names: Iterable<string>): string {
  return [...names].sort().join();
}

/** Rule 4, for every role whose rights changed. */
function* roleFaults({ call, before, after }: Done): Generator<string> {
  if (['putPermission', 'removePermission'].includes(call.move.op)) return;
  const held = heldBy(before, call);
  for (const id of new Set([...before.roles.keys(), ...after.roles.keys()])) {
    const rights = (state: State, role: RoleState | undefined) =>
      role ? effectiveOfRole(state, role) : new Set<string>();
    const [old, now] = [before.roles.get(id), after.roles.get(id)];
    const [oldRights, nowRights] = [rights(before, old), rights(after, now)];
    if (old && now && list(oldRights) === list(nowRights)) continue;
    const missing = beyond([...oldRights, ...nowRights], held);
    if (missing.length > 0)
      yield `the role ${(now ?? old)?.name} has or had ${missing.join()} beyond the caller`;
  }
}

function* templateFaults({ call, before, after }: Done): Generator<string> {
  if (!['putTemplate', 'deleteTemplate'].includes(call.move.op)) {
    const [old, now] = [JSON.stringify([...before.templates]), JSON.stringify([...after.templates])];
    if (old !== now) yield `${call.move.op} changed a template`;
    return;
  }
  const held = heldBy(before, call);
  for (const name of new Set([...before.templates.keys(), ...after.templates.keys()])) {
    const [old, now] = [before.templates.get(name), after.templates.get(name)];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    const names = [...(old ? templateList(before, old) : []), ...(now ? templateList(after, now) : [])];
    const missing = beyond(names, held);
    if (missing.length > 0) yield `the template ${name} has or had ${missing.join()} beyond the caller`;
  }
}

/** Rule 6 about the transfer. */
function* transferFaults({ call, before, after }: Done): Generator<string> {
  if (call.move.op !== 'transferSuper') {
    if (superOf(before)?.id !== superOf(after)?.id) yield `${call.move.op} changed who is the super admin`;
    return;
  }
  const { actor, target } = call;
  const password = before.passwords.get(target?.id ?? '');
  if (superOf(before)?.id !== actor.id) yield 'somebody else transferred the super admin';
  if (superOf(after)?.id !== target?.id) yield 'the super admin was transferred to somebody else';
  if (after.users.get(actor.id)?.role_id !== 'admin')
    yield 'the old super admin did not become an administrator';
  if (target?.status !== 'active') yield 'the new super admin was not active';
  const setters = [actor.id, target?.id];
  if (!setters.includes(password?.set_by))
    yield 'the password of the new super admin was set by somebody else';
}

/** Which sessions a call ends: those of the table “Status and credentials”. */
function* sessionFaults({ call, before, after }: Done, credentialId: string): Generator<string> {
  const { actor, target, move } = call;
  const { params = {} } = call.request;
  const endsAll = ['deleteUser', 'resetUserPassword', 'transferSuper'].includes(move.op);
  const isDisabled = move.op === 'setUserStatus' && after.users.get(target?.id ?? '')?.status === 'disabled';
  const becomesPending = after.users.get(target?.id ?? '')?.status === 'pending';
  const isExpected = (id: string, userId: string) => {
    if (move.op === 'logOut') return id !== credentialId;
    if (move.op === 'revokeOwnSession') return id !== params.sessionId || userId !== actor.id;
    if (move.op === 'revokeUserSession') return id !== params.sessionId || userId !== target?.id;
    if (move.op === 'revokeUserSessions') return userId !== target?.id;
    if (move.op === 'changeOwnPassword') return userId !== actor.id || id === credentialId;
    if (move.op === 'updateUser' && becomesPending) return userId !== target?.id;
    return !((endsAll || isDisabled) && userId === target?.id);
  };
  const expected = [...before.sessions].filter(([id, userId]) => isExpected(id, userId)).map(([id]) => id);
  if (list(expected) !== list(after.sessions.keys())) yield `${move.op} ended too many sessions, or too few`;
  const ended = [...before.sessions].filter(([id, userId]) => !after.sessions.has(id) && userId !== actor.id);
  const held = heldBy(before, call);
  for (const [, userId] of ended) {
    const user = before.users.get(userId);
    if (user?.role_id === 'super_admin') yield 'somebody else ended a session of the super admin';
    const missing = user ? beyond(effective(before, user), held) : [];
    if (missing.length > 0) yield `a session ended of a user who holds ${missing.join()} beyond the caller`;
  }
}

/** What a call that succeeded did against the rules. */
export function ruleFaults(done: Done, credentialId: string): string[] {
  return [
    ...permissionFaults(done),
    ...growthFaults(done),
    ...dominanceFaults(done),
    ...selfFaults(done),
    ...roleFaults(done),
    ...templateFaults(done),
    ...transferFaults(done),
    ...sessionFaults(done, credentialId),
    ...keyFaults(done),
  ];
}
