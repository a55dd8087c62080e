import type { OperationId } from '@roster/contract';
import type { Handler } from './http/handler.ts';
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

/** A handler for every operation of the contract. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };

export const handlers: Handlers = {
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
};
