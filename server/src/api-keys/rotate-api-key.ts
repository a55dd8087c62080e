import type { Transaction } from '../database/database.ts';
import type { Credential } from '../http/actor.ts';
import { etagOf, refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { hashToken, newToken } from '../sessions/tokens.ts';
import { lockParties } from '../users/lock-parties.ts';
import { insertSecret, readApiKeyBySecret, retireSecrets } from './api-key-credential-queries.ts';
import { updateApiKeyRow } from './api-key-queries.ts';
import { isLive } from './api-key-row.ts';
import { requireApiKey } from './api-key-rules.ts';
import { apiKeyAudit, prefixOf } from './issue-api-key.ts';
import { apiKeyLocation, presentApiKey } from './present-api-key.ts';

/**
 * Of two secrets only the newest renews the key: otherwise whoever has found the one that was replaced would make
 * themselves another for good while it still works.
 */
async function refuseReplacedSecret(tx: Transaction, credential: Credential): Promise<void> {
  if (credential.kind !== 'api-key') return;
  const used = await readApiKeyBySecret(tx, credential.secretHash);
  if (used?.secret_expires_at === null) return;
  throw new Refusal(
    'session-required',
    'This secret was replaced: rotate the key with its newest one, or log in.',
  );
}

export const rotateApiKey: Handler<'rotateApiKey'> = async (request, { clock }) => {
  const { actor, params, body, ifMatch, change } = request;
  const { graceSeconds = 0 } = body;
  return change(async (tx) => {
    const { actor: me } = await lockParties(tx, request, actor.user.id);
    await refuseReplacedSecret(tx, actor.credential);
    const read = await requireApiKey(tx, me.id, params.apiKeyId);
    const now = clock.now();
    if (!isLive(read, now)) throw new Refusal('api-key-not-found', 'The API key is revoked or expired.');
    refuseMismatch(ifMatch, read);

    const key = newToken('apiKey');
    const row = await updateApiKeyRow(tx, read, { prefix: prefixOf(key) });
    await retireSecrets(tx, row.id, graceSeconds === 0 ? null : now + graceSeconds * 1000);
    await insertSecret(tx, row.id, hashToken(key));
    return {
      answer: {
        body: { ...presentApiKey(row), key },
        headers: { Location: apiKeyLocation(row.id), ETag: etagOf(row) },
      },
      audit: apiKeyAudit('apiKey.rotated', row, [
        { field: 'key' },
        { field: 'graceSeconds', after: graceSeconds },
      ]),
    };
  });
};
