import { refuseEscalation, refuseTouchingSuper } from '../authority/rules.ts';
import { etagOf, refuseMismatch } from '../http/etag.ts';
import type { Handler } from '../http/handler.ts';
import { readCatalogueFor } from '../permissions/permission-queries.ts';
import { lockParties } from '../users/lock-parties.ts';
import { userAudit } from '../users/user-audit.ts';
import { countLiveSessions } from './live-session-queries.ts';
import { lifeLimits } from './session-life.ts';
import { endSessionsOfUser } from './session-queries.ts';

export const revokeUserSessions: Handler<'revokeUserSessions'> = async (request, { config, clock }) => {
  const { params, ifMatch, change } = request;
  return change(async (tx) => {
    const { actor, target } = await lockParties(tx, request, params.user);
    const { user } = target;
    refuseTouchingSuper(actor, target.party);
    refuseEscalation(actor, [target.party.rights], await readCatalogueFor(tx, actor));
    refuseMismatch(ifMatch, user);

    const count = await countLiveSessions(tx, user.id, lifeLimits(clock.now(), config));
    await endSessionsOfUser(tx, user.id);
    return {
      answer: { body: undefined, headers: { ETag: etagOf(user) } },
      audit:
        count > 0
          ? userAudit('user.sessionsEnded', user, [{ field: 'sessions', before: count, after: 0 }])
          : 'nothing-changed',
    };
  });
};
