import { basePath, type OperationId, operations } from '@roster/contract';
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

function sample(
  operationId: OperationId,
  token: string | undefined,
  body?: unknown,
  user = '',
): SampleRequest {
  const { method, path } = operations[operationId];
  return { method, path: basePath + path.replace(':user', encodeURIComponent(user)), token, body };
}

/** The request on an account that was made for it. */
function onAccount(operationId: OperationId, body?: () => unknown): Prepare {
  return async (service) =>
    sample(operationId, await rootToken(service), body?.(), (await givenAccount(service)).id);
}

function asRoot(operationId: OperationId, body?: () => unknown): Prepare {
  return async (service) => sample(operationId, await rootToken(service), body?.());
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
  createUser: asRoot('createUser', () => ({ username: uniqueName() })),
  listUsers: asRoot('listUsers'),
  getUser: onAccount('getUser'),
  updateUser: onAccount('updateUser', () => ({ displayName: uniqueName() })),
  deleteUser: onAccount('deleteUser'),
  setUserStatus: onAccount('setUserStatus', () => ({ isActive: false })),
  resetUserPassword: onAccount('resetUserPassword', () => ({ newPassword: givenPassword })),
  getUserStats: asRoot('getUserStats'),
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
