import type { OperationId } from '@roster/contract';
import { givenAccount, givenPassword, uniqueName } from '../support/given.ts';
import { superPassword, type TestService } from '../support/service.ts';
import { type Caller, givenCaller, givenRole } from './callers.ts';
import { giveApiKey } from './give-api-key.ts';
import { giveSession } from './give-session.ts';
import type { OperationRequest } from './send.ts';

/** A new password that nobody has yet. */
export const anotherPassword = 'another horse, another battery';

type RequestParts = Omit<OperationRequest, 'operationId' | 'token'>;
type MakeRequest = (service: TestService, caller: Caller | undefined) => Promise<RequestParts> | RequestParts;

async function freshUser(service: TestService): Promise<Record<string, string>> {
  return { user: (await givenAccount(service)).id };
}

async function freshPermission(service: TestService): Promise<string> {
  const permission = `app.${uniqueName('thing')}`;
  await service.root.putPermission({ permission, description: '', category: 'app' });
  return permission;
}

async function freshTemplate(service: TestService): Promise<string> {
  const templateName = uniqueName('template');
  await service.root.putTemplate({ templateName, permissions: [] });
  return templateName;
}

/** A key of the caller's own. */
async function freshApiKey(
  service: TestService,
  caller: Caller | undefined,
): Promise<Record<string, string>> {
  const { user } = caller ?? (await givenCaller(service));
  return { apiKeyId: (await giveApiKey(service, user.id)).id };
}

/** For every operation a request that its declared permissions suffice for, with a target of its own. */
export const requests: Readonly<Record<OperationId, MakeRequest>> = {
  logIn: async (service) => {
    const { username } = await givenAccount(service, { password: givenPassword });
    return { body: { username, password: givenPassword } };
  },
  refreshSession: async (service) => {
    const { refreshToken } = await giveSession(service, (await givenCaller(service)).user.id);
    return { body: { refreshToken } };
  },
  logOut: () => ({}),
  getMe: () => ({}),
  updateMe: () => ({ body: { displayName: uniqueName() } }),
  changeOwnPassword: (_service, caller) => ({
    body: {
      currentPassword: caller?.user.isSuper ? superPassword : givenPassword,
      newPassword: anotherPassword,
    },
  }),
  introspectCredential: () => ({ body: { token: 'whatever it is' } }),
  listOwnSessions: () => ({}),
  revokeOwnSession: async (service, caller) => {
    const { user } = caller ?? (await givenCaller(service));
    return { params: { sessionId: (await giveSession(service, user.id)).id } };
  },
  listUserSessions: async (service) => ({ params: await freshUser(service) }),
  revokeUserSession: async (service) => {
    const { user, session } = await givenCaller(service);
    return { params: { user: user.id, sessionId: session.id } };
  },
  revokeUserSessions: async (service) => ({ params: await freshUser(service) }),

  createUser: () => ({ body: { username: uniqueName() } }),
  listUsers: () => ({}),
  getUser: async (service) => ({ params: await freshUser(service) }),
  updateUser: async (service) => ({ params: await freshUser(service), body: { displayName: 'Jane' } }),
  deleteUser: async (service) => ({ params: await freshUser(service) }),
  setUserStatus: async (service) => ({ params: await freshUser(service), body: { isActive: false } }),
  resetUserPassword: async (service) => ({
    params: await freshUser(service),
    body: { newPassword: anotherPassword },
  }),
  updateUserPermissions: async (service) => ({
    params: await freshUser(service),
    body: { grant: ['users:read'] },
  }),
  getUserPermissions: async (service) => ({ params: await freshUser(service) }),

  exportUsers: () => ({}),
  importUsers: () => ({ body: { items: [{ username: uniqueName() }] } }),

  transferSuper: async (service) => {
    const target = await givenAccount(service, { password: givenPassword });
    return { body: { targetUserId: target.id, currentPassword: superPassword } };
  },

  listRoles: () => ({}),
  getRole: async (service) => ({ params: { roleName: await givenRole(service, []) } }),
  createRole: () => ({ body: { name: uniqueName('role'), rank: 30, permissions: ['roles:manage'] } }),
  updateRole: async (service) => ({
    params: { roleName: await givenRole(service, []) },
    body: { permissions: ['roles:manage'] },
  }),
  deleteRole: async (service) => ({ params: { roleName: await givenRole(service, ['roles:manage']) } }),

  listPermissions: () => ({}),
  getPermission: () => ({ params: { permission: 'users:read' } }),
  putPermission: () => ({
    params: { permission: `app.${uniqueName('thing')}` },
    body: { description: 'A thing.', category: 'app' },
  }),
  removePermission: async (service) => ({ params: { permission: await freshPermission(service) } }),
  listTemplates: () => ({}),
  getTemplate: () => ({ params: { templateName: 'operator' } }),
  putTemplate: () => ({
    params: { templateName: uniqueName('template') },
    body: { permissions: ['permissions:manage'] },
  }),
  deleteTemplate: async (service) => ({ params: { templateName: await freshTemplate(service) } }),

  listApiKeys: () => ({}),
  createApiKey: () => ({ body: { name: 'a key', permissions: [] } }),
  getApiKey: async (service, caller) => ({ params: await freshApiKey(service, caller) }),
  revokeApiKey: async (service, caller) => ({ params: await freshApiKey(service, caller) }),
  listUserApiKeys: async (service) => ({ params: await freshUser(service) }),
  createUserApiKey: async (service) => ({
    params: { user: (await givenCaller(service)).user.id },
    body: { name: 'a key', permissions: [] },
  }),
  revokeUserApiKey: async (service) => {
    const { user } = await givenCaller(service);
    return { params: { user: user.id, apiKeyId: (await giveApiKey(service, user.id)).id } };
  },
  rotateApiKey: async (service, caller) => ({ params: await freshApiKey(service, caller), body: {} }),

  getUserStats: () => ({}),
  getUserTimeline: () => ({}),
};
