import { basePath, type OperationId, operations } from '@roster/contract';
import { givenCaller } from '../authority/callers.ts';
import { giveApiKey } from '../authority/give-api-key.ts';
import type { SentRequest } from '../http/send.ts';
import { givenAccount, givenPassword, givenUser, uniqueName } from '../support/given.ts';
import { superPassword, superUsername, type TestService } from '../support/service.ts';

/** A request that would succeed, in parts that a test can spoil one by one. */
export interface SampleRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly ifMatch?: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Prepare = (service: TestService) => Promise<SampleRequest>;

const rootTokens = new WeakMap<TestService, Promise<string>>();

async function logInRoot(service: TestService): Promise<string> {
  const tokens = await service.anonymous.logIn({ username: superUsername, password: superPassword });
  return tokens.accessToken;
}

/** An access token of the super admin; one for each service. */
export function rootToken(service: TestService): Promise<string> {
  const known = rootTokens.get(service) ?? logInRoot(service);
  rootTokens.set(service, known);
  return known;
}

/** @param names what the path names, in its order */
function sample(
  operationId: OperationId,
  token: string | undefined,
  body?: unknown,
  ...names: readonly string[]
): SampleRequest {
  const { method, path } = operations[operationId];
  const rest = [...names];
  const named = path.replace(/:\w+/g, () => encodeURIComponent(rest.shift() ?? ''));
  return { method, path: basePath + named, token, body };
}

/** The request on an account that was made for it. */
function onAccount(operationId: OperationId, body?: () => unknown): Prepare {
  return async (service) =>
    sample(operationId, await rootToken(service), body?.(), (await givenAccount(service)).id);
}

/** The request on somebody with a session, which the path names after the user if it names any. */
function onSession(operationId: OperationId): Prepare {
  return async (service) => {
    const { user, sessionId } = await givenUser(service);
    return sample(operationId, await rootToken(service), undefined, user.id, sessionId);
  };
}

/** The request on something that was made for it and is named by its name. */
function onNamed(
  operationId: OperationId,
  make: (service: TestService) => Promise<{ readonly name: string }>,
  body?: unknown,
): Prepare {
  return async (service) => sample(operationId, await rootToken(service), body, (await make(service)).name);
}

function asRoot(operationId: OperationId, body?: () => unknown): Prepare {
  return async (service) => sample(operationId, await rootToken(service), body?.());
}

const permissionText = { description: 'See the things.', category: 'things' };

/** A role that nobody has. */
export function namedRole(service: TestService) {
  return service.root.createRole({ name: uniqueName('role'), rank: 30, permissions: ['users:read'] });
}

/** A permission that nothing names. */
export function namedPermission(service: TestService) {
  return service.root.putPermission({ permission: `things:${uniqueName()}`, ...permissionText });
}

/** A template of its own. */
export function namedTemplate(service: TestService) {
  return service.root.putTemplate({ templateName: uniqueName('template'), permissions: ['stats:read'] });
}

/** The request of somebody on a key of their own. */
function onOwnKey(operationId: OperationId, body?: unknown): Prepare {
  return async (service) => {
    const { user, token } = await givenCaller(service);
    return sample(operationId, token, body, (await giveApiKey(service, user.id)).id);
  };
}

/** For each operation a request that succeeds, on data of its own. */
export const sampleRequests: Record<OperationId, Prepare> = {
  logIn: async () => sample('logIn', undefined, { username: superUsername, password: superPassword }),
  refreshSession: async (service) => {
    const { refreshToken } = await service.anonymous.logIn({
      username: superUsername,
      password: superPassword,
    });
    return sample('refreshSession', undefined, { refreshToken });
  },
  logOut: async (service) => sample('logOut', await logInRoot(service)),
  getMe: asRoot('getMe'),
  updateMe: asRoot('updateMe', () => ({ displayName: uniqueName() })),
  changeOwnPassword: async (service) => {
    const { accessToken, password } = await givenUser(service);
    const body = { currentPassword: password, newPassword: `${givenPassword} and another` };
    return sample('changeOwnPassword', accessToken, body);
  },
  listOwnSessions: asRoot('listOwnSessions'),
  revokeOwnSession: async (service) => {
    const { accessToken, sessionId } = await givenUser(service);
    return sample('revokeOwnSession', accessToken, undefined, sessionId);
  },
  listUserSessions: onSession('listUserSessions'),
  revokeUserSession: onSession('revokeUserSession'),
  revokeUserSessions: onSession('revokeUserSessions'),
  createUser: asRoot('createUser', () => ({ username: uniqueName() })),
  importUsers: asRoot('importUsers', () => ({ items: [{ username: uniqueName() }] })),
  listUsers: asRoot('listUsers'),
  exportUsers: asRoot('exportUsers'),
  getUser: onAccount('getUser'),
  updateUser: onAccount('updateUser', () => ({ displayName: uniqueName() })),
  deleteUser: onAccount('deleteUser'),
  setUserStatus: onAccount('setUserStatus', () => ({ isActive: false })),
  resetUserPassword: onAccount('resetUserPassword', () => ({ newPassword: givenPassword })),
  updateUserPermissions: onAccount('updateUserPermissions', () => ({ grant: ['stats:read'] })),
  getUserPermissions: onAccount('getUserPermissions'),
  transferSuper: async (service) => {
    const given = await givenUser(service);
    const body = { targetUserId: given.user.id, currentPassword: superPassword };
    return sample('transferSuper', await rootToken(service), body);
  },
  listRoles: asRoot('listRoles'),
  getRole: onNamed('getRole', namedRole),
  createRole: asRoot('createRole', () => ({
    name: uniqueName('role'),
    rank: 30,
    permissions: ['users:read'],
  })),
  updateRole: onNamed('updateRole', namedRole, { permissions: ['stats:read'] }),
  deleteRole: onNamed('deleteRole', namedRole),
  listPermissions: asRoot('listPermissions'),
  getPermission: onNamed('getPermission', namedPermission),
  putPermission: async (service) =>
    sample('putPermission', await rootToken(service), permissionText, `things:${uniqueName()}`),
  removePermission: onNamed('removePermission', namedPermission),
  listTemplates: asRoot('listTemplates'),
  getTemplate: onNamed('getTemplate', namedTemplate),
  putTemplate: onNamed('putTemplate', namedTemplate, { permissions: ['users:read'] }),
  deleteTemplate: onNamed('deleteTemplate', namedTemplate),
  introspectCredential: asRoot('introspectCredential', () => ({ token: 'whatever it is' })),
  listUserApiKeys: onAccount('listUserApiKeys'),
  createUserApiKey: async (service) => {
    const { user } = await givenCaller(service);
    const body = { name: uniqueName('key'), permissions: [] };
    return sample('createUserApiKey', await rootToken(service), body, user.id);
  },
  revokeUserApiKey: async (service) => {
    const { user } = await givenCaller(service);
    const { id } = await giveApiKey(service, user.id);
    return sample('revokeUserApiKey', await rootToken(service), undefined, user.id, id);
  },
  listApiKeys: asRoot('listApiKeys'),
  createApiKey: async (service) => {
    const { token } = await givenCaller(service, { role: 'editor' });
    return sample('createApiKey', token, { name: uniqueName('key'), permissions: ['api-keys:create'] });
  },
  getApiKey: onOwnKey('getApiKey'),
  revokeApiKey: onOwnKey('revokeApiKey'),
  rotateApiKey: onOwnKey('rotateApiKey', { graceSeconds: 60 }),
  getUserStats: asRoot('getUserStats'),
  getUserTimeline: asRoot('getUserTimeline'),
};

/** The headers of the request. */
export function headersOf(sample: SampleRequest): Record<string, string> {
  return {
    ...(sample.token === undefined ? {} : { Authorization: `Bearer ${sample.token}` }),
    ...(sample.ifMatch === undefined ? {} : { 'If-Match': sample.ifMatch }),
    ...(sample.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...sample.headers,
  };
}

/** The request as it goes over the wire. */
export function wireForm(sample: SampleRequest): SentRequest {
  const { method, path, body } = sample;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method,
    path,
    headers: headersOf(sample),
    ...(text === undefined ? {} : { body: text }),
  };
}
