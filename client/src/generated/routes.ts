// Generated from the contract by `npm run generate`: change the contract instead.

import type { Route } from '../call.ts';
import type { RawClient } from './client.ts';

/** How each operation is called. */
export const routes: Readonly<Record<keyof RawClient, Route>> = {
  logIn: { method: 'POST', path: '/api/v1/auth/login', pathFields: [], queryFields: [], headerFields: [], hasBody: true, status: 200, isPublic: true },
  refreshSession: { method: 'POST', path: '/api/v1/auth/refresh', pathFields: [], queryFields: [], headerFields: [], hasBody: true, status: 200, isPublic: true },
  logOut: { method: 'POST', path: '/api/v1/auth/logout', pathFields: [], queryFields: [], headerFields: [], hasBody: false, status: 204, isPublic: false },
  getMe: { method: 'GET', path: '/api/v1/auth/me', pathFields: [], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
  updateMe: { method: 'PATCH', path: '/api/v1/auth/me', pathFields: [], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 200, isPublic: false },
  changeOwnPassword: { method: 'POST', path: '/api/v1/auth/change-password', pathFields: [], queryFields: [], headerFields: [], hasBody: true, status: 204, isPublic: false },
  listOwnSessions: { method: 'GET', path: '/api/v1/auth/sessions', pathFields: [], queryFields: ['limit', 'cursor'], headerFields: [], hasBody: false, status: 200, isPublic: false },
  revokeOwnSession: { method: 'DELETE', path: '/api/v1/auth/sessions/{sessionId}', pathFields: ['sessionId'], queryFields: [], headerFields: [], hasBody: false, status: 204, isPublic: false },
  listUserSessions: { method: 'GET', path: '/api/v1/users/{user}/sessions', pathFields: ['user'], queryFields: ['limit', 'cursor'], headerFields: [], hasBody: false, status: 200, isPublic: false },
  revokeUserSession: { method: 'DELETE', path: '/api/v1/users/{user}/sessions/{sessionId}', pathFields: ['user', 'sessionId'], queryFields: [], headerFields: [], hasBody: false, status: 204, isPublic: false },
  revokeUserSessions: { method: 'POST', path: '/api/v1/users/{user}/revoke-sessions', pathFields: ['user'], queryFields: [], headerFields: ['If-Match'], hasBody: false, status: 204, isPublic: false },
  createUser: { method: 'POST', path: '/api/v1/users', pathFields: [], queryFields: [], headerFields: [], hasBody: true, status: 201, isPublic: false },
  listUsers: { method: 'GET', path: '/api/v1/users', pathFields: [], queryFields: ['limit', 'cursor', 'sort'], headerFields: [], hasBody: false, status: 200, isPublic: false },
  getUser: { method: 'GET', path: '/api/v1/users/{user}', pathFields: ['user'], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
  updateUser: { method: 'PATCH', path: '/api/v1/users/{user}', pathFields: ['user'], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 200, isPublic: false },
  deleteUser: { method: 'DELETE', path: '/api/v1/users/{user}', pathFields: ['user'], queryFields: [], headerFields: ['If-Match'], hasBody: false, status: 204, isPublic: false },
  setUserStatus: { method: 'POST', path: '/api/v1/users/{user}/status', pathFields: ['user'], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 200, isPublic: false },
  resetUserPassword: { method: 'POST', path: '/api/v1/users/{user}/reset-password', pathFields: ['user'], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 204, isPublic: false },
  updateUserPermissions: { method: 'PATCH', path: '/api/v1/users/{user}/permissions', pathFields: ['user'], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 200, isPublic: false },
  getUserPermissions: { method: 'GET', path: '/api/v1/users/{user}/permissions', pathFields: ['user'], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
  transferSuper: { method: 'POST', path: '/api/v1/super-admin/transfer', pathFields: [], queryFields: [], headerFields: [], hasBody: true, status: 200, isPublic: false },
  listRoles: { method: 'GET', path: '/api/v1/roles', pathFields: [], queryFields: ['limit', 'cursor'], headerFields: [], hasBody: false, status: 200, isPublic: false },
  getRole: { method: 'GET', path: '/api/v1/roles/{roleName}', pathFields: ['roleName'], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
  createRole: { method: 'POST', path: '/api/v1/roles', pathFields: [], queryFields: [], headerFields: [], hasBody: true, status: 201, isPublic: false },
  updateRole: { method: 'PATCH', path: '/api/v1/roles/{roleName}', pathFields: ['roleName'], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 200, isPublic: false },
  deleteRole: { method: 'DELETE', path: '/api/v1/roles/{roleName}', pathFields: ['roleName'], queryFields: [], headerFields: ['If-Match'], hasBody: false, status: 204, isPublic: false },
  listPermissions: { method: 'GET', path: '/api/v1/permissions', pathFields: [], queryFields: ['limit', 'cursor'], headerFields: [], hasBody: false, status: 200, isPublic: false },
  getPermission: { method: 'GET', path: '/api/v1/permissions/{permission}', pathFields: ['permission'], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
  putPermission: { method: 'PUT', path: '/api/v1/permissions/{permission}', pathFields: ['permission'], queryFields: [], headerFields: [], hasBody: true, status: 200, isPublic: false },
  removePermission: { method: 'DELETE', path: '/api/v1/permissions/{permission}', pathFields: ['permission'], queryFields: [], headerFields: [], hasBody: false, status: 204, isPublic: false },
  listTemplates: { method: 'GET', path: '/api/v1/permission-templates', pathFields: [], queryFields: ['limit', 'cursor'], headerFields: [], hasBody: false, status: 200, isPublic: false },
  getTemplate: { method: 'GET', path: '/api/v1/permission-templates/{templateName}', pathFields: ['templateName'], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
  putTemplate: { method: 'PUT', path: '/api/v1/permission-templates/{templateName}', pathFields: ['templateName'], queryFields: [], headerFields: ['If-Match'], hasBody: true, status: 200, isPublic: false },
  deleteTemplate: { method: 'DELETE', path: '/api/v1/permission-templates/{templateName}', pathFields: ['templateName'], queryFields: [], headerFields: ['If-Match'], hasBody: false, status: 204, isPublic: false },
  getUserStats: { method: 'GET', path: '/api/v1/users-stats', pathFields: [], queryFields: [], headerFields: [], hasBody: false, status: 200, isPublic: false },
};
