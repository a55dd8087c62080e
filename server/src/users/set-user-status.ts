import { revokeApiKeysOf } from '../api-keys/api-key-queries.ts';
import { refuseEscalation, refuseSelf, refuseTouchingSuper } from '../authority/rules.ts';
import type { Transaction } from '../database/database.ts';
import { refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { endSessionsOfUser } from '../sessions/session-queries.ts';
import { answerUser } from './answer-user.ts';
import { lockParties } from './lock-parties.ts';
import { userAudit } from './user-audit.ts';
import { readPassword } from './user-credential-queries.ts';
import { readUserById } from './user-queries.ts';
import type { UserRow } from './user-row.ts';
import { updateUserRow } from './user-write-queries.ts';

/** An account that is switched on is active only if there is something to log in or act with. */
async function statusAfter(tx: Transaction, user: UserRow, isActive: boolean): Promise<UserRow['status']> {
  if (!isActive) return 'disabled';
  const hasCredential = user.did !== null || (await readPassword(tx, user.id)) !== undefined;
  return hasCredential ? 'active' : 'pending';
}

export const setUserStatus: Handler<'setUserStatus'> = async (request, { clock }) => {
  const { params, body, ifMatch, change } = request;
  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    refuseSelf(actor, target.party);
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));
    refuseMismatch(ifMatch, target.user);

    const status = await statusAfter(tx, target.user, body.isActive);
    const isChange = status !== target.user.status;
    const now = clock.now();
    if (isChange) await updateUserRow(tx, target.user, { status }, now);
    if (status === 'disabled') {
      await endSessionsOfUser(tx, target.user.id);
      await revokeApiKeysOf(tx, target.user.id, now);
    }
    const row = (await readUserById(tx, target.user.id)) ?? target.user;
    return {
      answer: answerUser(row),
      audit: isChange
        ? userAudit('user.statusChanged', row, [
            { field: 'status', before: target.user.status, after: status },
          ])
        : 'nothing-changed',
    };
  });
};
