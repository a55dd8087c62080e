// Generated from the contract by `npm run generate`: change the contract instead.

import type { RawClient } from './client.ts';

/** Where every operation lives. */
export const basePath = '/api/v1';

/**
 * How each operation is called: method, path, fields of the query, and letters.
 *
 * b: it has a body. e: its success has none. i: it honours If-Match. k: it honours Idempotency-Key. p: it needs no credential. s: its success is a stream.
 */
export const routes: Readonly<Record<keyof RawClient, string>> = {
  logIn: 'POST /auth/login bp',
  refreshSession: 'POST /auth/refresh bp',
  getMe: 'GET /auth/me',
  updateMe: 'PATCH /auth/me bi',
  changeOwnPassword: 'POST /auth/change-password be',
  introspectCredential: 'POST /auth/introspect b',
  listOwnSessions: 'GET /auth/sessions?limit&cursor',
  revokeOwnSession: 'DELETE /auth/sessions/{sessionId} e',
  logOut: 'POST /auth/logout e',
  createUser: 'POST /users b',
  importUsers: 'POST /users-import b',
  listUsers: 'GET /users?limit&cursor&q&username&email&did&role&status&permission&server&group&createdFrom&createdTo&lastLoginFrom&lastLoginTo&neverLoggedIn&sort&count',
  getUser: 'GET /users/{user}',
  updateUser: 'PATCH /users/{user} bi',
  resetUserPassword: 'POST /users/{user}/reset-password bei',
  updateUserPermissions: 'PATCH /users/{user}/permissions bi',
  getUserPermissions: 'GET /users/{user}/permissions',
  listUserSessions: 'GET /users/{user}/sessions?limit&cursor',
  revokeUserSession: 'DELETE /users/{user}/sessions/{sessionId} e',
  revokeUserSessions: 'POST /users/{user}/revoke-sessions ei',
  listUserApiKeys: 'GET /users/{user}/api-keys?limit&cursor',
  createUserApiKey: 'POST /users/{user}/api-keys b',
  revokeUserApiKey: 'DELETE /users/{user}/api-keys/{apiKeyId} ei',
  setUserStatus: 'POST /users/{user}/status bi',
  deleteUser: 'DELETE /users/{user} ei',
  transferSuper: 'POST /super-admin/transfer b',
  listRoles: 'GET /roles?limit&cursor',
  getRole: 'GET /roles/{roleName}',
  createRole: 'POST /roles b',
  updateRole: 'PATCH /roles/{roleName} bi',
  deleteRole: 'DELETE /roles/{roleName} ei',
  listPermissions: 'GET /permissions?limit&cursor',
  putPermission: 'PUT /permissions/{permission} b',
  getPermission: 'GET /permissions/{permission}',
  removePermission: 'DELETE /permissions/{permission} e',
  listTemplates: 'GET /permission-templates?limit&cursor',
  getTemplate: 'GET /permission-templates/{templateName}',
  putTemplate: 'PUT /permission-templates/{templateName} bi',
  deleteTemplate: 'DELETE /permission-templates/{templateName} ei',
  listApiKeys: 'GET /api-keys?limit&cursor',
  createApiKey: 'POST /api-keys b',
  getApiKey: 'GET /api-keys/{apiKeyId}',
  revokeApiKey: 'DELETE /api-keys/{apiKeyId} ei',
  rotateApiKey: 'POST /api-keys/{apiKeyId}/rotate bi',
  getUserStats: 'GET /users-stats',
  getUserTimeline: 'GET /users-timeline?from&to',
};
