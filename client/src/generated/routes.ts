// Generated from the contract by `npm run generate`: change the contract instead.

import type { RawClient } from './client.ts';

/** Where every operation lives. */
export const basePath = '/api/v1';

/**
 * How each operation is called: method, path, a question mark if there is a query, and letters.
 *
 * b: it has a body. e: its success has none. i: it takes If-Match. k: it takes Idempotency-Key. p: it needs no credential. s: its success is a stream.
 */
export const routes: Readonly<Record<keyof RawClient, string>> = {
  logIn: 'POST /auth/login bp',
  refreshSession: 'POST /auth/refresh bp',
  getMe: 'GET /auth/me',
  updateMe: 'PATCH /auth/me bi',
  changeOwnPassword: 'POST /auth/change-password be',
  introspectCredential: 'POST /auth/introspect b',
  listOwnSessions: 'GET /auth/sessions?',
  revokeOwnSession: 'DELETE /auth/sessions/{sessionId} e',
  logOut: 'POST /auth/logout e',
  createUser: 'POST /users bk',
  importUsers: 'POST /users-import bk',
  listUsers: 'GET /users?',
  exportUsers: 'GET /users-export? s',
  getUser: 'GET /users/{user}',
  updateUser: 'PATCH /users/{user} bi',
  resetUserPassword: 'POST /users/{user}/reset-password beik',
  updateUserPermissions: 'PATCH /users/{user}/permissions bi',
  getUserPermissions: 'GET /users/{user}/permissions',
  listUserSessions: 'GET /users/{user}/sessions?',
  revokeUserSession: 'DELETE /users/{user}/sessions/{sessionId} e',
  revokeUserSessions: 'POST /users/{user}/revoke-sessions eik',
  listUserApiKeys: 'GET /users/{user}/api-keys?',
  createUserApiKey: 'POST /users/{user}/api-keys bk',
  revokeUserApiKey: 'DELETE /users/{user}/api-keys/{apiKeyId} ei',
  setUserStatus: 'POST /users/{user}/status bik',
  deleteUser: 'DELETE /users/{user} ei',
  transferSuper: 'POST /super-admin/transfer bk',
  listRoles: 'GET /roles?',
  getRole: 'GET /roles/{roleName}',
  createRole: 'POST /roles bk',
  updateRole: 'PATCH /roles/{roleName} bi',
  deleteRole: 'DELETE /roles/{roleName} ei',
  listPermissions: 'GET /permissions?',
  putPermission: 'PUT /permissions/{permission} b',
  getPermission: 'GET /permissions/{permission}',
  removePermission: 'DELETE /permissions/{permission} e',
  listTemplates: 'GET /permission-templates?',
  getTemplate: 'GET /permission-templates/{templateName}',
  putTemplate: 'PUT /permission-templates/{templateName} bi',
  deleteTemplate: 'DELETE /permission-templates/{templateName} ei',
  listApiKeys: 'GET /api-keys?',
  createApiKey: 'POST /api-keys bk',
  getApiKey: 'GET /api-keys/{apiKeyId}',
  revokeApiKey: 'DELETE /api-keys/{apiKeyId} ei',
  rotateApiKey: 'POST /api-keys/{apiKeyId}/rotate bik',
  getUserStats: 'GET /users-stats',
  getUserTimeline: 'GET /users-timeline?',
};
