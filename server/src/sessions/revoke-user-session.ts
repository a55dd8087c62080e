import { refuseEscalation, refuseTouchingSuper } from '../authority/rules.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { lockParties } from '../users/lock-parties.ts';
import { requireSession } from './require-session.ts';
import { sessionEnded } from './session-audit.ts';
import { endSession } from './session-queries.ts';

export const revokeUserSession: Handler<'revokeUserSession'> = async (request, { clock }) => {
  const { params, change } = request;
  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    await requireSession(tx, target.user.id, { id: params.sessionId, now: clock.now() });
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));

    await endSession(tx, params.sessionId);
    return { answer: { body: undefined }, audit: sessionEnded(params.sessionId, target.user.username) };
  });
};
