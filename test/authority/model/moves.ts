import { mapOperations, type OperationId } from '@roster/contract';
import fc from 'fast-check';

/** The operations that the model calls: all that change something, but those that begin or renew a session. */
export const mutating: readonly OperationId[] = Object.values(
  mapOperations((operation, id) => ({ operation, id })),
)
  .filter(({ operation }) => operation.method !== 'GET' && operation.access.credential !== 'none')
  .filter(({ operation }) => !operation.isReadOnly)
  .map(({ id }) => id);

/**
 * A call before it is known what there is to call it on: numbers that choose from what the state offers at its turn.
 * As plain data it can be printed, shrunk and replayed.
 */
export interface Move {
  readonly op: OperationId;
  /** Who calls: the super admin, somebody with many rights, any active user, any user at all. */
  readonly by: 'super' | 'strong' | 'active' | 'any';
  readonly actor: number;
  /** With what: a session, or an API key if there is a live one. */
  readonly through: 'session' | 'key';
  /** Whom or what it is about; `within` prefers what the caller's rights suffice for. */
  readonly aim: 'within' | 'any' | 'self' | 'super' | 'missing';
  readonly target: number;
  /** Which permissions it names: those that the caller holds, any of the catalogue, or also one that is not there. */
  readonly from: 'held' | 'catalogue' | 'unknown';
  readonly picks: readonly number[];
  /** What the body says, each operation reads it its own way. */
  readonly a: number;
  readonly b: number;
  /** What happens besides: a stale If-Match header, a name that is taken, a wrong password. */
  readonly fault: 'none' | 'stale' | 'taken' | 'wrong';
}

function weighted<T extends string>(weights: Readonly<Record<T, number>>): fc.Arbitrary<T> {
  const entries = Object.entries<number>(weights);
  // The keys of the record are those of its type.
  return fc.oneof(...entries.map(([value, weight]) => ({ weight, arbitrary: fc.constant(value as T) })));
}

/** These would else be rare among all that can be done. */
const oftenCalled: readonly OperationId[] = [
  'createUser',
  'updateUser',
  'updateUser',
  'updateUserPermissions',
  'updateUserPermissions',
  'updateRole',
  'createApiKey',
  'createUserApiKey',
];

const small = fc.nat({ max: 999 });

export const anyMove: fc.Arbitrary<Move> = fc.record({
  op: fc.constantFrom(...mutating, ...oftenCalled),
  by: weighted({ strong: 5, super: 4, active: 4, any: 1 }),
  actor: small,
  through: weighted({ session: 7, key: 2 }),
  aim: weighted({ within: 10, any: 4, self: 2, super: 1, missing: 1 }),
  target: small,
  from: weighted({ held: 10, catalogue: 4, unknown: 1 }),
  picks: fc.array(small, { maxLength: 4 }),
  a: small,
  b: small,
  fault: weighted({ none: 17, stale: 1, taken: 1, wrong: 1 }),
});
