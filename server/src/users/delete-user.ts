import { deleteApiKeysOfUser, revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import { refuseEscalation, refuseSelf, refuseTouchingSuper } from '../authority/rules.ts';
import { refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { endSessionsOfUser } from '../sessions/session-queries.ts';
import { deleteKnownSources } from '../throttle/known-source-queries.ts';
import { lockParties } from './lock-parties.ts';
import { userAudit } from './user-audit.ts';
import { deletePassword } from './user-credential-queries.ts';
import { deleteUserRow } from './user-write-queries.ts';

export const deleteUser: Handler<'deleteUser'> = async (request, { clock }) => {
  const { params, ifMatch, change } = request;
  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    refuseSelf(actor, target.party);
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));
    refuseMismatch(ifMatch, target.user);

    await endSessionsOfUser(tx, target.user.id);
    await revokeApiKeysOf(tx, target.user.id, clock.now());
    await deleteApiKeysOfUser(tx, target.user.id);
    await deleteKnownSources(tx, target.user.id);
    await deletePassword(tx, target.user.id);
    await deleteUserRow(tx, target.user, clock.now());
    return {
      answer: { body: undefined },
      audit: userAudit('user.deleted', target.user, [
        { field: 'role', before: target.user.role_name },
        { field: 'email', before: target.user.email },
      ]),
    };
  });
};
