import type { OperationId, ProblemCode } from '@roster/contract';
import { type Answer, send } from '../http/send.ts';
import { givenAccount, givenPassword, givenUser, uniqueName } from '../support/given.ts';
import { superUsername, type TestService } from '../support/service.ts';
import { rootToken, type SampleRequest, wireForm } from './sample-requests.ts';
import type { Provoker, Scene } from './shared-provokers.ts';

type Change = Partial<SampleRequest>;

/** Sends the sample with some of its parts replaced. */
function changing(change: (scene: Scene) => Change | Promise<Change>): Provoker {
  return async (scene): Promise<Answer> =>
    send(scene.service.url, wireForm({ ...scene.sample, ...(await change(scene)) }));
}

function withBody(body: (service: TestService) => object | Promise<object>): Provoker {
  return changing(async ({ service }) => ({ body: await body(service) }));
}

function pathOf({ path }: SampleRequest, user: string): string {
  return path.replace(/(\/users\/)[^/]+/, `$1${encodeURIComponent(user)}`);
}

/** The super admin on the own account. */
function onSelf(body?: object): Provoker {
  return changing(({ sample }) => ({ path: pathOf(sample, `@${superUsername}`), ...(body && { body }) }));
}

/** An administrator on the super admin. */
const onSuper = changing(async ({ service, sample }) => ({
  path: pathOf(sample, `@${superUsername}`),
  token: (await givenUser(service, { role: 'admin' })).accessToken,
}));

const managerPermissions = [
  'users:read',
  'users:create',
  'users:update',
  'users:disable',
  'users:delete',
  'users:grant',
  'users:reset-password',
];

/** Somebody who may change users, but holds less than an administrator. */
async function manager(service: TestService): Promise<{ token: string }> {
  const { accessToken } = await givenUser(service, { permissions: managerPermissions });
  return { token: accessToken };
}

/** Somebody with fewer rights on an administrator. */
const onAdmin = changing(async ({ service, sample }) => {
  const admin = await givenAccount(service, { role: 'admin' });
  return { path: pathOf(sample, admin.id), ...(await manager(service)) };
});

const did = () => `did:plc:${uniqueName().replaceAll('-', '')}`;

/** A body that names what another user has already. */
const taken = {
  'username-taken': withBody(async (service) => {
    const { username } = await givenAccount(service);
    return { username: username.toUpperCase() };
  }),
  'email-taken': withBody(async (service) => {
    const email = `${uniqueName()}@example.org`;
    await givenAccount(service, { email });
    return { username: uniqueName(), email: email.toUpperCase() };
  }),
  'did-taken': withBody(async (service) => {
    const { did: other } = await givenAccount(service, { did: did() });
    return { username: uniqueName(), did: other };
  }),
};

/** The problems that are an operation's own, each with a way to bring it about. */
export const ownProvokers: Record<OperationId, Partial<Record<ProblemCode, Provoker>>> = {
  logIn: {
    'login-failed': withBody(() => ({ username: superUsername, password: 'not the password of root' })),
  },
  refreshSession: {
    'refresh-token-invalid': withBody(() => ({ refreshToken: `rst_r_${'A'.repeat(43)}` })),
  },
  logOut: {},
  getMe: {},
  updateMe: {},
  changeOwnPassword: {
    'current-password-wrong': withBody(() => ({
      currentPassword: 'not the one that it is',
      newPassword: 'a fresh start for everybody',
    })),
    'password-refused': withBody(() => ({ currentPassword: givenPassword, newPassword: givenPassword })),
  },
  createUser: {
    ...taken,
    'escalation-refused': changing(async ({ service }) => ({
      body: { username: uniqueName(), permissions: ['audit:read'] },
      ...(await manager(service)),
    })),
    'super-protected': withBody(() => ({ username: uniqueName(), role: 'super_admin' })),
    'password-refused': withBody(() => {
      const username = uniqueName();
      return { username, password: `my name is ${username}` };
    }),
  },
  listUsers: {
    'cursor-invalid': changing(({ sample }) => ({ path: `${sample.path}?cursor=of-somebody-else` })),
  },
  getUser: {},
  updateUser: {
    ...taken,
    'self-action-refused': onSelf({ role: 'viewer' }),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
  },
  deleteUser: { 'self-action-refused': onSelf(), 'super-protected': onSuper, 'escalation-refused': onAdmin },
  setUserStatus: {
    'self-action-refused': onSelf(),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
  },
  resetUserPassword: {
    'self-action-refused': onSelf(),
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
    'password-refused': changing(async ({ service, sample }) => {
      const { id, username } = await givenAccount(service);
      const token = await rootToken(service);
      return { path: pathOf(sample, id), token, body: { newPassword: `my name is ${username}` } };
    }),
  },
  getUserStats: {},
};
