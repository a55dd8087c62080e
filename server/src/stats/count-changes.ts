import { parseNames, type UserRecord } from '../users/user-row.ts';

/** What is counted: users by what they are, and, per UTC day, what happened. */
export type CountKind =
  | 'role'
  | 'status'
  | 'server'
  | 'group'
  /** Users that are there, by the day of their creation. */
  | 'present'
  /** Users that are there, by the day on which they were last seen. */
  | 'seen'
  | 'created'
  | 'deleted'
  | 'logIns'
  | 'failedLogIns';

/** One count that goes up or down. */
export interface CountChange {
  readonly kind: CountKind;
  readonly name: string;
  readonly delta: number;
}

/** What is counted of a user. */
export type CountedUser = Pick<
  UserRecord,
  'role_id' | 'status' | 'servers' | 'groups' | 'created_at' | 'last_seen_at'
>;

export const dayMs = 86_400_000;

/** The UTC day of a moment, as `2026-03-14`. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function seenOn(moment: number | null, delta: number): CountChange[] {
  return moment === null ? [] : [{ kind: 'seen', name: dayOf(moment), delta }];
}

/** Everything that a user counts for while they are there. */
function presence(user: CountedUser, delta: 1 | -1): CountChange[] {
  return [
    { kind: 'role', name: user.role_id, delta },
    { kind: 'status', name: user.status, delta },
    ...parseNames(user.servers).map((name) => ({ kind: 'server', name, delta }) as const),
    ...parseNames(user.groups).map((name) => ({ kind: 'group', name, delta }) as const),
    { kind: 'present', name: dayOf(user.created_at), delta },
    ...seenOn(user.last_seen_at, delta),
  ];
}

export function changesOfInsert(user: CountedUser): CountChange[] {
  return [...presence(user, 1), { kind: 'created', name: dayOf(user.created_at), delta: 1 }];
}

export function changesOfUpdate(before: CountedUser, after: CountedUser): CountChange[] {
  return [...presence(before, -1), ...presence(after, 1)];
}

export function changesOfDelete(user: CountedUser, now: number): CountChange[] {
  return [...presence(user, -1), { kind: 'deleted', name: dayOf(now), delta: 1 }];
}

export function changesOfSight(before: number | null, now: number): CountChange[] {
  return [...seenOn(before, -1), ...seenOn(now, 1)];
}

export function changeOfLogIn(kind: 'logIns' | 'failedLogIns', now: number): CountChange {
  return { kind, name: dayOf(now), delta: 1 };
}

/** The same changes, each count once, without those that cancel each other out. */
export function sumChanges(changes: Iterable<CountChange>): CountChange[] {
  const sums = new Map<string, CountChange>();
  for (const change of changes) {
    const key = `${change.kind} ${change.name}`;
    sums.set(key, { ...change, delta: (sums.get(key)?.delta ?? 0) + change.delta });
  }
  return [...sums.values()].filter(({ delta }) => delta !== 0);
}
