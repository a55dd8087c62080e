import { missingPermissions, rightsOfNames } from '../authority/rights.ts';
import { type Party, refuseEscalation, refuseTouchingSuper } from '../authority/rules.ts';
import type { Transaction } from '../database/database.ts';
import { etagOf } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { refuseUnknownPermissions } from '../permissions/catalogue-rules.ts';
import { readCatalogue, readCatalogueFor } from '../permissions/permission-queries.ts';
import { lockParties, type Target } from '../users/lock-parties.ts';
import { userLocation } from '../users/user-location.ts';
import { expiryOf } from './api-key-rules.ts';
import { issueApiKey, issuedAudit } from './issue-api-key.ts';
import { presentApiKey } from './present-api-key.ts';

/** The rules of authority, in their order; the key holds nothing that its user does not hold. */
async function refuseUnauthorized(
  tx: Transaction,
  actor: Party,
  { user, party }: Target,
  permissions: readonly string[],
): Promise<void> {
  refuseTouchingSuper(actor, party);
  const touched = [party.rights, rightsOfNames(permissions)];
  refuseEscalation(actor, touched, await readCatalogueFor(tx, actor));
  const missing = missingPermissions(permissions, party.rights);
  if (missing.length > 0) {
    throw new Refusal('escalation-refused', 'The user does not hold all that the key would be given.', {
      missingPermissions: [...new Set(missing)].sort(),
    });
  }
  if (user.status !== 'active') throw new Refusal('owner-not-active', 'The user is not active.');
}

export const createUserApiKey: Handler<'createUserApiKey'> = async (request, { clock, newId }) => {
  const { params, body, change } = request;
  const { name, permissions } = body;
  return change(async (tx) => {
    // Before the user is looked up: whether the input is valid does not depend on whether they exist.
    const expiresAt = expiryOf(body.expiresAt, clock.now());
    refuseUnknownPermissions('permissions', permissions, await readCatalogue(tx));
    const { actor, target } = await lockParties(tx, request, params.user);
    await refuseUnauthorized(tx, actor, target, permissions);

    const now = clock.now();
    const userId = target.user.id;
    const wish = { id: newId(now), userId, createdBy: actor.id, name, permissions, expiresAt, now };
    const { row, key } = await issueApiKey(tx, wish);
    const Location = `${userLocation(userId)}/api-keys/${row.id}`;
    return {
      answer: { body: { ...presentApiKey(row), key }, headers: { Location, ETag: etagOf(row) } },
      audit: issuedAudit(row),
    };
  });
};
