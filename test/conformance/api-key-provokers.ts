import type { OperationId, ProblemCode } from '@roster/contract';
import { givenCaller } from '../authority/callers.ts';
import { giveApiKey } from '../authority/give-api-key.ts';
import { givenAccount } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { changing, manager, onAdmin, onSuper, pathOf, withBody } from './provoker-parts.ts';
import type { Provoker } from './shared-provokers.ts';

const onNoKey = changing(({ sample }) => ({
  path: sample.path.replace(/api-keys\/[^/]+/, 'api-keys/0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72'),
}));

const lists = {
  'cursor-invalid': changing(({ sample }) => ({ path: `${sample.path}?cursor=of-somebody-else` })),
} satisfies Partial<Record<ProblemCode, Provoker>>;

/** The path of a new key of the user. */
async function keyPath(service: TestService, userId: string): Promise<string> {
  return `/api/v1/users/${userId}/api-keys/${(await giveApiKey(service, userId)).id}`;
}

type ApiKeyOperation = Extract<OperationId, `${string}ApiKey` | `${string}ApiKeys`>;

/** The problems of API keys. */
export const apiKeyProvokers: Record<ApiKeyOperation, Partial<Record<ProblemCode, Provoker>>> = {
  listApiKeys: lists,
  createApiKey: {
    'escalation-refused': withBody(() => ({ name: 'too much', permissions: ['audit:read'] })),
    'api-key-limit-reached': changing(async ({ service }) => {
      const { user, token } = await givenCaller(service, { role: 'editor' });
      for (let count = 0; count < 100; count += 1) await giveApiKey(service, user.id);
      return { token };
    }),
  },
  listUserApiKeys: lists,
  createUserApiKey: {
    'super-protected': onSuper,
    'escalation-refused': onAdmin,
    'owner-not-active': changing(async ({ service, sample }) => ({
      path: pathOf(sample, (await givenAccount(service)).id),
    })),
    'api-key-limit-reached': changing(async ({ service, sample }) => {
      const { user } = await givenCaller(service);
      for (let count = 0; count < 100; count += 1) await giveApiKey(service, user.id);
      return { path: pathOf(sample, user.id) };
    }),
  },
  revokeUserApiKey: {
    'api-key-not-found': onNoKey,
    'super-protected': changing(async ({ service }) => {
      const { user } = await service.root.getMe();
      const { token } = await givenCaller(service, { role: 'admin' });
      return { path: await keyPath(service, user.id), token };
    }),
    'escalation-refused': changing(async ({ service }) => {
      const admin = await givenAccount(service, { role: 'admin' });
      return { path: await keyPath(service, admin.id), ...(await manager(service)) };
    }),
  },
  getApiKey: { 'api-key-not-found': onNoKey },
  revokeApiKey: { 'api-key-not-found': onNoKey },
  rotateApiKey: { 'api-key-not-found': onNoKey },
};
