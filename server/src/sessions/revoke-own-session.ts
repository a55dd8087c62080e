import type { Handler } from '../http/handler.ts';
import { lockParties } from '../users/lock-parties.ts';
import { requireSession } from './require-session.ts';
import { sessionEnded } from './session-audit.ts';
import { lifeLimits } from './session-life.ts';
import { endSession } from './session-queries.ts';

export const revokeOwnSession: Handler<'revokeOwnSession'> = async (request, { config, clock }) => {
  const { actor, params, change } = request;
  return change(async (tx) => {
    const { target: me } = await lockParties(tx, request, actor.user.id);
    await requireSession(tx, me.user.id, { ...lifeLimits(clock.now(), config), id: params.sessionId });
    await endSession(tx, params.sessionId);
    return { answer: { body: undefined }, audit: sessionEnded(params.sessionId, me.user.username) };
  });
};
