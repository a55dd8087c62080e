import { refuseEscalation, refuseTouchingSuper } from '../authority/rules.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { lockParties } from '../users/lock-parties.ts';
import { requireSession } from './require-session.ts';
import { sessionEnded } from './session-audit.ts';
import { lifeLimits } from './session-life.ts';
import { endSession } from './session-queries.ts';

export const revokeUserSession: Handler<'revokeUserSession'> = async (request, { config, clock }) => {
  const { params, change } = request;
  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    await requireSession(tx, target.user.id, { ...lifeLimits(clock.now(), config), id: params.sessionId });
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));

    await endSession(tx, params.sessionId);
    return { answer: { body: undefined }, audit: sessionEnded(params.sessionId, target.user.username) };
  });
};
