import type { AuditEntry } from '../audit/audit-event.ts';
import type { Handler } from '../http/handler.ts';
import { endSession } from './session-queries.ts';

export const logOut: Handler<'logOut'> = async ({ actor, change }) =>
  change(async (tx) => {
    const wasThere = await endSession(tx, actor.credential.id);
    const audit: AuditEntry = {
      action: 'session.ended',
      target: { kind: 'session', id: actor.credential.id, name: actor.user.username },
      changes: [],
    };
    return { answer: { body: undefined }, audit: wasThere ? audit : 'nothing-changed' };
  });
