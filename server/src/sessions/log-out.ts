import { clearedCookies } from '../http/cookies.ts';
import type { Handler } from '../http/handler.ts';
import { sessionEnded } from './session-audit.ts';
import { endSession } from './session-queries.ts';

export const logOut: Handler<'logOut'> = async ({ actor, browser, change }, { config }) => {
  const { credential, user } = actor;
  const cookies = browser.accessCookie === undefined ? [] : clearedCookies(['access', 'refresh'], config);
  return change(async (tx) => {
    const wasThere = await endSession(tx, credential.id);
    return {
      answer: { body: undefined, cookies },
      audit: wasThere ? sessionEnded(credential.id, user.username) : 'nothing-changed',
    };
  });
};
