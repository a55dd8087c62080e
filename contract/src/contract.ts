import { createApiKey } from './api-keys/create-api-key.ts';
import { createUserApiKey } from './api-keys/create-user-api-key.ts';
import { getApiKey } from './api-keys/get-api-key.ts';
import { listApiKeys } from './api-keys/list-api-keys.ts';
import { listUserApiKeys } from './api-keys/list-user-api-keys.ts';
import { revokeApiKey } from './api-keys/revoke-api-key.ts';
import { revokeUserApiKey } from './api-keys/revoke-user-api-key.ts';
import { rotateApiKey } from './api-keys/rotate-api-key.ts';
import { type Operation, type OperationDefinition, type RouteOf, toRoute } from './operation.ts';
import { deleteTemplate } from './permissions/delete-template.ts';
import { getPermission } from './permissions/get-permission.ts';
import { getTemplate } from './permissions/get-template.ts';
import { listPermissions } from './permissions/list-permissions.ts';
import { listTemplates } from './permissions/list-templates.ts';
import { putPermission } from './permissions/put-permission.ts';
import { putTemplate } from './permissions/put-template.ts';
import { removePermission } from './permissions/remove-permission.ts';
import { createRole } from './roles/create-role.ts';
import { deleteRole } from './roles/delete-role.ts';
import { getRole } from './roles/get-role.ts';
import { listRoles } from './roles/list-roles.ts';
import { updateRole } from './roles/update-role.ts';
import { changeOwnPassword } from './sessions/change-own-password.ts';
import { getMe } from './sessions/get-me.ts';
import { introspectCredential } from './sessions/introspect-credential.ts';
import { listOwnSessions } from './sessions/list-own-sessions.ts';
import { listUserSessions } from './sessions/list-user-sessions.ts';
import { logIn } from './sessions/log-in.ts';
import { logOut } from './sessions/log-out.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { revokeOwnSession } from './sessions/revoke-own-session.ts';
import { revokeUserSession } from './sessions/revoke-user-session.ts';
import { revokeUserSessions } from './sessions/revoke-user-sessions.ts';
import { updateMe } from './sessions/update-me.ts';
import { getUserStats } from './stats/get-user-stats.ts';
import { getUserTimeline } from './stats/get-user-timeline.ts';
import { transferSuper } from './super-admin/transfer-super.ts';
import { createUser } from './users/create-user.ts';
import { deleteUser } from './users/delete-user.ts';
import { exportUsers } from './users/export-users.ts';
import { getUser } from './users/get-user.ts';
import { getUserPermissions } from './users/get-user-permissions.ts';
import { importUsers } from './users/import-users.ts';
import { listUsers } from './users/list-users.ts';
import { resetUserPassword } from './users/reset-user-password.ts';
import { setUserStatus } from './users/set-user-status.ts';
import { updateUser } from './users/update-user.ts';
import { updateUserPermissions } from './users/update-user-permissions.ts';

/** Every operation, in the order of the document: that in which their examples can be tried out. */
export const operations = {
  logIn,
  refreshSession,
  getMe,
  updateMe,
  changeOwnPassword,
  introspectCredential,
  listOwnSessions,
  revokeOwnSession,
  logOut,

  createUser,
  importUsers,
  listUsers,
  exportUsers,
  getUser,
  updateUser,
  resetUserPassword,
  updateUserPermissions,
  getUserPermissions,
  listUserSessions,
  revokeUserSession,
  revokeUserSessions,
  listUserApiKeys,
  createUserApiKey,
  revokeUserApiKey,
  setUserStatus,
  deleteUser,

  transferSuper,

  listRoles,
  getRole,
  createRole,
  updateRole,
  deleteRole,

  listPermissions,
  putPermission,
  getPermission,
  removePermission,
  listTemplates,
  getTemplate,
  putTemplate,
  deleteTemplate,

  listApiKeys,
  createApiKey,
  getApiKey,
  revokeApiKey,
  rotateApiKey,

  getUserStats,
  getUserTimeline,
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
