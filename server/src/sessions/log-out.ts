import type { Handler } from '../http/handler.ts';
import { endSession } from './session-queries.ts';

export const logOut: Handler<'logOut'> = async ({ actor, change }) =>
  change(async (tx) => {
    await endSession(tx, actor.credential.id);
    return {
      answer: { body: undefined },
      audit: {
        action: 'session.ended',
        target: { kind: 'session', id: actor.credential.id, name: actor.user.username },
        changes: [],
      },
    };
  });
