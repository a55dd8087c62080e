import { rightsOfNames } from '../authority/rights.ts';
import { refuseEscalation } from '../authority/rules.ts';
import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue } from '../permissions/permission-queries.ts';
import { lockParties } from '../users/lock-parties.ts';
import { expiryOf } from './api-key-rules.ts';
import { issueApiKey, issuedAudit } from './issue-api-key.ts';
import { apiKeyLocation, presentApiKey } from './present-api-key.ts';

export const createApiKey: Handler<'createApiKey'> = async (request, { clock, newId }) => {
  const { actor, body, change } = request;
  return change(async (tx) => {
    const { actor: me } = await lockParties(tx, request, actor.user.id);
    const now = clock.now();
    const expiresAt = expiryOf(body.expiresAt, now);
    refuseUnknownPermissions('permissions', body.permissions, await readCatalogue(tx));
    refuseEscalation(me, [rightsOfNames(body.permissions)], body.permissions);

    const { name, permissions } = body;
    const wish = { id: newId(now), userId: me.id, createdBy: me.id, name, permissions, expiresAt, now };
    const { row, key } = await issueApiKey(tx, wish);
    return {
      answer: {
        body: { ...presentApiKey(row), key },
        headers: { Location: apiKeyLocation(row.id), ETag: etagOf(row) },
      },
      audit: issuedAudit(row),
    };
  });
};
