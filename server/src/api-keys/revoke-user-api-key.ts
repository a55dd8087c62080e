import { refuseEscalation, refuseTouchingSuper } from '../authority/rules.ts';
import { refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { lockParties } from '../users/lock-parties.ts';
import { revokeApiKeyRow } from './api-key-queries.ts';
import { requireApiKey } from './api-key-rules.ts';
import { apiKeyAudit } from './issue-api-key.ts';

export const revokeUserApiKey: Handler<'revokeUserApiKey'> = async (request, { clock }) => {
  const { params, ifMatch, change } = request;
  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    const key = await requireApiKey(tx, target.user.id, params.apiKeyId);
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));
    refuseMismatch(ifMatch, key);

    const isChange = key.revoked_at === null;
    if (isChange) await revokeApiKeyRow(tx, key.id, clock.now());
    return {
      answer: { body: undefined },
      audit: isChange
        ? apiKeyAudit('apiKey.revoked', key, [{ field: 'userId', before: key.user_id }])
        : 'nothing-changed',
    };
  });
};
