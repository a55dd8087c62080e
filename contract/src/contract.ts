import { type Operation, type OperationDefinition, type RouteOf, toRoute } from './operation.ts';
import { changeOwnPassword } from './sessions/change-own-password.ts';
import { getMe } from './sessions/get-me.ts';
import { logIn } from './sessions/log-in.ts';
import { logOut } from './sessions/log-out.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { updateMe } from './sessions/update-me.ts';
import { getUserStats } from './stats/get-user-stats.ts';
import { createUser } from './users/create-user.ts';
import { deleteUser } from './users/delete-user.ts';
import { getUser } from './users/get-user.ts';
import { listUsers } from './users/list-users.ts';
import { resetUserPassword } from './users/reset-user-password.ts';
import { setUserStatus } from './users/set-user-status.ts';
import { updateUser } from './users/update-user.ts';

/** Every operation, in the order of the document. */
export const operations = {
  logIn,
  refreshSession,
  logOut,
  getMe,
  updateMe,
  changeOwnPassword,

  createUser,
  listUsers,
  getUser,
  updateUser,
  deleteUser,
  setUserStatus,
  resetUserPassword,

  getUserStats,
} satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationId = keyof Operations;

/** Applies the table above to a function; `Object.entries` alone forgets which name belongs to which operation. */
export function mapOperations<T>(
  map: (operation: Operation, operationId: OperationId) => T,
): Record<OperationId, T> {
  const entries = Object.entries(operations).map(([id, operation]) => [
    id,
    map(operation, id as OperationId),
  ]);
  return Object.fromEntries(entries) as Record<OperationId, T>;
}

/** The ts-rest router of the whole contract. */
export type Contract = {
  [Id in OperationId]: RouteOf<Operations[Id] & OperationDefinition>;
};

/** The contract as ts-rest sees it: for its server adapter and for its client. */
export const contract = mapOperations((operation) => toRoute(operation)) as unknown as Contract;
