import type { Handler } from '../http/handler.ts';
import { sessionEnded } from './session-audit.ts';
import { endSession } from './session-queries.ts';

export const logOut: Handler<'logOut'> = async ({ actor: { credential, user }, change }) =>
  change(async (tx) => {
    const wasThere = await endSession(tx, credential.id);
    return {
      answer: { body: undefined },
      audit: wasThere ? sessionEnded(credential.id, user.username) : 'nothing-changed',
    };
  });
