import { canonicalKey } from '@roster/contract';
import type { Dependencies } from '../dependencies.ts';
import { networkOf } from '../http/addresses.ts';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { timestamp } from '../http/timestamp.ts';
import { changeOfLogIn } from '../stats/count-changes.ts';
import { noteCounts } from '../stats/count-queries.ts';
import { noteKnownSource } from '../throttle/known-source-queries.ts';
import { findUserWithPassword, readPassword } from '../users/user-credential-queries.ts';
import { lockUser, readUserById } from '../users/user-queries.ts';
import { noteUserLoggedIn } from '../users/user-seen-queries.ts';
import { answerTokens } from './answer-tokens.ts';
import { beginSession } from './begin-session.ts';
import { renewalOf, renewPassword } from './renew-password.ts';
import { endLeftSessions, findLeftSessions } from './replace-sessions.ts';

function loginFailed(): Refusal {
  return new Refusal('login-failed', 'Username and password do not belong to an active account.');
}

/** A log-in that failed is counted in a transaction of its own; that it cannot be counted changes no answer. */
async function countFailure({ database, clock, logger }: Dependencies): Promise<void> {
  await database
    .transact((tx) => noteCounts(tx, [changeOfLogIn('failedLogIns', clock.now())]))
    .catch((error: unknown) => logger.error({ err: error }, 'a failed log-in could not be counted'));
}

const tryLogIn: Handler<'logIn'> = async (request, dependencies) => {
  const { body, browser, source, hashPlace, change } = request;
  const { config, database, clock, hasher } = dependencies;
  const { transport = 'bearer' } = body;
  // Otherwise another site could log its visitors in as somebody else.
  if (transport === 'cookie') browser.refuseCrossOrigin();
  const found = await findUserWithPassword(database, canonicalKey(body.username));
  const stored = found?.password_hash ?? undefined;
  const isCorrect = await hasher.verify(stored, body.password, hashPlace);
  // Before a transaction is opened: otherwise the right password of a disabled account would take longer.
  if (!found || stored === undefined || !isCorrect || found.status !== 'active') throw loginFailed();
  const renewal = await renewalOf(body.password, { user: found, stored, hashPlace }, { config, hasher });
  const left = transport === 'cookie' ? await findLeftSessions(database, browser) : [];
  // In the order of the ids, so that no two transactions wait for each other.
  const lockedIds = [...new Set([found.id, ...left.map(({ userId }) => userId)])].sort();

  return change(async (tx) => {
    for (const id of lockedIds) await lockUser(tx, id);
    const before = await readUserById(tx, found.id);
    // While the password was being checked it may have been changed, or the account disabled.
    const isSame = (await readPassword(tx, found.id))?.set_at === found.password_set_at;
    if (before?.status !== 'active' || !isSame) throw loginFailed();

    const now = clock.now();
    const { user, changes } = await renewPassword(tx, before, renewal, now);
    await noteUserLoggedIn(tx, user, now);
    await noteKnownSource(tx, { userId: user.id, network: networkOf(source.sourceAddress), now });
    const seen = { ...user, last_login_at: now, last_seen_at: now };
    const issued = await beginSession(tx, { user: seen, source, now, transport }, dependencies);
    const actor = { kind: 'user', id: user.id, name: user.username, credentialId: issued.sessionId } as const;
    const created = {
      action: 'session.created',
      actor,
      target: { kind: 'session', id: issued.sessionId, name: user.username },
      changes: [{ field: 'expiresAt', after: timestamp(issued.refreshExpiresAt) }, ...changes],
    };
    return {
      answer: answerTokens(issued, now, config),
      audit: [created, ...(await endLeftSessions(tx, left, actor))],
    };
  });
};

export const logIn: Handler<'logIn'> = async (request, dependencies) => {
  try {
    return await tryLogIn(request, dependencies);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'login-failed') await countFailure(dependencies);
    throw error;
  }
};
