import { refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { lockParties } from '../users/lock-parties.ts';
import { revokeApiKeyRow } from './api-key-queries.ts';
import { requireApiKey } from './api-key-rules.ts';
import { apiKeyAudit } from './issue-api-key.ts';

/** A key may end itself with a secret in its grace too, which cannot rotate it: ending gives nobody anything. */
export const revokeApiKey: Handler<'revokeApiKey'> = async (request, { clock }) => {
  const { actor, params, ifMatch, change } = request;
  return change(async (tx) => {
    const { actor: me } = await lockParties(tx, request, actor.user.id);
    const key = await requireApiKey(tx, me.id, params.apiKeyId);
    refuseMismatch(ifMatch, key);

    const isChange = key.revoked_at === null;
    if (isChange) await revokeApiKeyRow(tx, key.id, clock.now());
    return {
      answer: { body: undefined },
      audit: isChange ? apiKeyAudit('apiKey.revoked', key, []) : 'nothing-changed',
    };
  });
};
