import { type Clash, clash, escalation, mismatch, stale } from './clash.ts';
import { giveApiKey } from './give-api-key.ts';

const noKey = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72';
const past = '2020-01-01T00:00:00.000Z';

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
];
