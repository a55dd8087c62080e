import type { OperationId, ProblemCode } from '@roster/contract';
import { givenCaller } from '../authority/callers.ts';
import { giveApiKey } from '../authority/give-api-key.ts';
import { changing, withBody } from './provoker-parts.ts';
import type { Provoker } from './shared-provokers.ts';

const onNoKey = changing(({ sample }) => ({
  path: sample.path.replace(/api-keys\/[^/]+/, 'api-keys/0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72'),
}));

type ApiKeyOperation = Extract<OperationId, `${string}ApiKey` | `${string}ApiKeys`>;

/** The problems of API keys. */
export const apiKeyProvokers: Record<ApiKeyOperation, Partial<Record<ProblemCode, Provoker>>> = {
  listApiKeys: {
    'cursor-invalid': changing(({ sample }) => ({ path: `${sample.path}?cursor=of-somebody-else` })),
  },
  createApiKey: {
    'escalation-refused': withBody(() => ({ name: 'too much', permissions: ['audit:read'] })),
    'api-key-limit-reached': changing(async ({ service }) => {
      const { user, token } = await givenCaller(service, { role: 'editor' });
      for (let count = 0; count < 100; count += 1) await giveApiKey(service, user.id);
      return { token };
    }),
  },
  getApiKey: { 'api-key-not-found': onNoKey },
  revokeApiKey: { 'api-key-not-found': onNoKey },
  rotateApiKey: { 'api-key-not-found': onNoKey },
};
