import { operations } from '@roster/contract';
import { beyond, effective, effectiveOfKey } from './effective.ts';
import type { Call } from './resolve.ts';
import type { KeyState, State } from './state.ts';

/*
 * Rule 7, and what the others say about API keys, applied to a call that succeeded.
 */

/** What the caller may do: E of the user, and of the key where the call is made with one. */
export function heldBy(state: State, { actor, key }: Call): ReadonlySet<string> {
  return key ? effectiveOfKey(state, key) : effective(state, actor);
}

interface Done {
  readonly call: Call;
  readonly before: State;
  readonly after: State;
}

function* credentialFaults({ call: { key, move, request } }: Done): Generator<string> {
  if (key === undefined) return;
  const { credential } = operations[move.op].access;
  const isItself = credential === 'session-or-key-itself' && request.params?.apiKeyId === key.id;
  if (credential !== 'any' && !isItself) yield `${move.op} was done with an API key`;
}

/** A new key is given nothing that its user or the caller does not hold, and acts as the right user. */
function* newKeyFaults({ call, before, after }: Done, key: KeyState): Generator<string> {
  const { actor, target, move } = call;
  const owner = before.users.get(key.user_id);
  const expected = { createApiKey: actor, createUserApiKey: target }[String(move.op)];
  if (expected === undefined || key.user_id !== expected.id)
    yield `${move.op} made a key of ${owner?.username}`;
  if (key.created_by !== actor.id) yield 'the key was made by somebody else';
  const held = heldBy(before, call);
  if (beyond(key.permissions, held).length > 0) yield 'the key was given what the caller does not hold';
  if (owner === undefined || owner.status !== 'active') return yield 'the user of the key is not active';
  const rights = effective(after, owner);
  if (beyond(key.permissions, rights).length > 0) yield 'the key was given what its user does not hold';
  if (beyond(rights, held).length > 0) yield 'the user of the key holds what the caller does not';
  if (owner.role_id === 'super_admin' && owner.id !== actor.id) yield 'a key was made for the super admin';
}

/** Which keys a call is to revoke: those of the table “Status and credentials”, and those that it names. */
function isToEnd({ call, after }: Done, key: KeyState): boolean {
  const { actor, target, move, request } = call;
  const hangsOn = (id: string | undefined) => key.user_id === id || key.created_by === id;
  const now = after.users.get(target?.id ?? '');
  switch (move.op) {
    case 'deleteUser':
    case 'resetUserPassword':
    case 'transferSuper':
      return hangsOn(target?.id);
    case 'setUserStatus':
      return now?.status === 'disabled' && hangsOn(target?.id);
    case 'updateUser':
      return now?.status === 'pending' && hangsOn(target?.id);
    case 'changeOwnPassword':
      return Object(request.body).revokeApiKeys === true && hangsOn(actor.id);
    case 'revokeApiKey':
      return key.id === request.params?.apiKeyId && key.user_id === actor.id;
    case 'revokeUserApiKey':
      return key.id === request.params?.apiKeyId && key.user_id === target?.id;
    default:
      return false;
  }
}

function* endFaults(done: Done, key: KeyState): Generator<string> {
  const { call, before, after } = done;
  const now = after.keys.get(key.id);
  const wasLive = key.revoked_at === null;
  const isLive = now !== undefined && now.revoked_at === null;
  const isToLive = wasLive && !isToEnd(done, key);
  if (isLive !== isToLive) yield `${call.move.op} left the key ${key.id} ${isLive ? 'alive' : 'dead'}`;
  if (call.move.op !== 'revokeUserApiKey' || isLive === wasLive) return;
  const owner = before.users.get(key.user_id);
  const missing = owner ? beyond(effective(before, owner), heldBy(before, call)) : [];
  if (missing.length > 0) yield `a key ended whose user holds ${missing.join()} beyond the caller`;
  if (owner?.role_id === 'super_admin' && owner.id !== call.actor.id)
    yield 'somebody else ended a key of the super admin';
}

function* changeFaults({ call }: Done, old: KeyState, now: KeyState): Generator<string> {
  const identity = ({ user_id, created_by, permissions }: KeyState) =>
    JSON.stringify([user_id, created_by, permissions]);
  if (identity(old) !== identity(now)) yield `${call.move.op} changed what a key may do, or as whom`;
  const isRevoked = old.revoked_at !== now.revoked_at;
  if (old.version === now.version || isRevoked) return;
  const isOwn = old.user_id === call.actor.id && old.id === call.request.params?.apiKeyId;
  if (call.move.op !== 'rotateApiKey' || !isOwn) yield `${call.move.op} changed a key`;
}

/** What a call that succeeded did against the rules about keys. */
export function* keyFaults(done: Done): Generator<string> {
  const { before, after } = done;
  yield* credentialFaults(done);
  for (const key of after.keys.values()) {
    const old = before.keys.get(key.id);
    if (old) yield* changeFaults(done, old, key);
    else yield* newKeyFaults(done, key);
  }
  for (const key of before.keys.values()) yield* endFaults(done, key);
}
