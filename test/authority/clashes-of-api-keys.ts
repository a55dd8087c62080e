import type { TestService } from '../support/service.ts';
import { type Clash, clash, escalation, mismatch, nobody, stale, superProtected } from './clash.ts';
import { giveApiKey } from './give-api-key.ts';

const noKey = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72';
const past = '2020-01-01T00:00:00.000Z';

const wish = { name: 'key', permissions: [] };

async function keyOf(service: TestService, user: string) {
  return { user, apiKeyId: (await giveApiKey(service, user)).id };
}

/** The caller with as many keys as anybody may have. */
async function manyKeys({ service, self }: Parameters<Parameters<typeof clash>[3]>[0]) {
  for (let count = 0; count < 100; count += 1) await giveApiKey(service, self);
}

export const clashesOfApiKeys: readonly Clash[] = [
  clash('createApiKey', 'expiry in the past or escalation', 'validation-failed', () => ({
    body: { name: 'key', permissions: ['audit:read'], expiresAt: past },
  })),
  clash('createApiKey', 'unknown permission or escalation', 'validation-failed', () => ({
    body: { name: 'key', permissions: ['audit:read', 'no.such'] },
  })),
  clash('createApiKey', 'escalation or too many', escalation, async (scene) => {
    await manyKeys(scene);
    return { body: { name: 'key', permissions: ['audit:read'] } };
  }),
  clash('revokeApiKey', '404 or 412', 'api-key-not-found', () => ({
    params: { apiKeyId: noKey },
    headers: stale,
  })),
  clash('revokeApiKey', 'somebody else’s key or 412', 'api-key-not-found', async ({ service, strong }) => ({
    params: { apiKeyId: (await giveApiKey(service, strong)).id },
    headers: stale,
  })),
  clash('rotateApiKey', '422 or 404', 'validation-failed', () => ({
    params: { apiKeyId: noKey },
    body: { graceSeconds: -1 },
  })),
  clash('rotateApiKey', '412', mismatch, async ({ service, self }) => ({
    params: { apiKeyId: (await giveApiKey(service, self)).id },
    body: {},
    headers: stale,
  })),
  clash('rotateApiKey', 'a session is needed or 422', 'session-required', async ({ service, self }) => ({
    token: (await giveApiKey(service, self)).key,
    params: { apiKeyId: 'no-uuid' },
    body: '{"not": "JSON',
  })),
  clash('createUserApiKey', 'expiry in the past or 404', 'validation-failed', () => ({
    params: { user: nobody },
    body: { ...wish, expiresAt: past },
  })),
  clash('createUserApiKey', 'unknown permission or 404', 'validation-failed', () => ({
    params: { user: nobody },
    body: { ...wish, permissions: ['no.such'] },
  })),
  clash('createUserApiKey', '404 or escalation', 'user-not-found', () => ({
    params: { user: nobody },
    body: { ...wish, permissions: ['audit:read'] },
  })),
  clash('createUserApiKey', 'super or escalation', superProtected, ({ root }) => ({
    params: { user: root },
    body: wish,
  })),
  clash('createUserApiKey', 'escalation or a user who is not active', escalation, ({ strong }) => ({
    params: { user: strong },
    body: wish,
  })),
  clash(
    'createUserApiKey',
    'more than the user holds or a user who is not active',
    escalation,
    ({ weak }) => ({
      params: { user: weak },
      body: { ...wish, permissions: ['users:read'] },
    }),
  ),
  clash('revokeUserApiKey', 'missing user or missing key', 'user-not-found', () => ({
    params: { user: nobody, apiKeyId: noKey },
  })),
  clash('revokeUserApiKey', 'missing key or super', 'api-key-not-found', ({ root }) => ({
    params: { user: root, apiKeyId: noKey },
  })),
  clash('revokeUserApiKey', 'somebody else’s key or escalation', 'api-key-not-found', async (scene) => ({
    params: { ...(await keyOf(scene.service, scene.weak)), user: scene.strong },
  })),
  clash('revokeUserApiKey', 'super or escalation or 412', superProtected, async ({ service, root }) => ({
    params: await keyOf(service, root),
    headers: stale,
  })),
  clash('revokeUserApiKey', 'escalation or 412', escalation, async ({ service, strong }) => ({
    params: await keyOf(service, strong),
    headers: stale,
  })),
  clash('revokeUserApiKey', '412', mismatch, async ({ service, weak }) => ({
    params: await keyOf(service, weak),
    headers: stale,
  })),
];
