import { type Answer, send } from '../http/send.ts';
import { givenAccount, givenUser } from '../support/given.ts';
import { superUsername, type TestService } from '../support/service.ts';
import { type SampleRequest, wireForm } from './sample-requests.ts';
import type { Provoker, Scene } from './shared-provokers.ts';

type Change = Partial<SampleRequest>;

/** Sends the sample with some of its parts replaced. */
export function changing(change: (scene: Scene) => Change | Promise<Change>): Provoker {
  return async (scene): Promise<Answer> =>
    send(scene.service.url, wireForm({ ...scene.sample, ...(await change(scene)) }));
}

export function withBody(body: (service: TestService) => object | Promise<object>): Provoker {
  return changing(async ({ service }) => ({ body: await body(service) }));
}

export function pathOf({ path }: SampleRequest, user: string): string {
  return path.replace(/(\/users\/)[^/]+/, `$1${encodeURIComponent(user)}`);
}

/** The super admin on the own account. */
export function onSelf(body?: object): Provoker {
  return changing(({ sample }) => ({ path: pathOf(sample, `@${superUsername}`), ...(body && { body }) }));
}

/** An administrator on the super admin. */
export const onSuper = changing(async ({ service, sample }) => ({
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
  'sessions:revoke',
  'api-keys:manage',
];

/** Somebody who may change users, but holds less than an administrator. */
export async function manager(service: TestService): Promise<{ token: string }> {
  const { accessToken } = await givenUser(service, { permissions: managerPermissions });
  return { token: accessToken };
}

/** Somebody with fewer rights on an administrator. */
export const onAdmin = changing(async ({ service, sample }) => {
  const admin = await givenAccount(service, { role: 'admin' });
  return { path: pathOf(sample, admin.id), ...(await manager(service)) };
});
