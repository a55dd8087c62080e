import { canonicalKey } from '@roster/contract';
import type { Handler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { timestamp } from '../users/present-user.ts';
import { findUserWithPassword, readPassword } from '../users/user-credential-queries.ts';
import { lockUser, noteUserLoggedIn, readUserById } from '../users/user-queries.ts';
import { presentTokens } from './present-tokens.ts';
import { renewalOf, renewPassword } from './renew-password.ts';
import { endSurplusSessions, insertSession, insertTokenPair } from './session-queries.ts';
import { hashToken, newSalt, newToken } from './tokens.ts';

/** A bound on what one account can store. */
const maxSessions = 100;

function loginFailed(): Refusal {
  return new Refusal('login-failed', 'Username and password do not belong to an active account.');
}

export const logIn: Handler<'logIn'> = async (
  { body, source, change },
  { config, database, clock, hasher, newId },
) => {
  const found = await findUserWithPassword(database, canonicalKey(body.username));
  const stored = found?.password_hash ?? undefined;
  const isCorrect = await hasher.verify(stored, body.password);
  // Before a transaction is opened: otherwise the right password of a disabled account would take longer.
  if (!found || stored === undefined || !isCorrect || found.status !== 'active') throw loginFailed();
  const renewal = await renewalOf(body.password, { user: found, stored }, { config, hasher });

  return change(async (tx) => {
    await lockUser(tx, found.id);
    const before = await readUserById(tx, found.id);
    // While the password was being checked it may have been changed, or the account disabled.
    const isSame = (await readPassword(tx, found.id))?.set_at === found.password_set_at;
    if (before?.status !== 'active' || !isSame) throw loginFailed();

    const now = clock.now();
    const { user, changes } = await renewPassword(tx, before, renewal, now);
    const session = {
      id: newId(now),
      user_id: user.id,
      created_at: now,
      expires_at: now + config.refreshTokenTtlSeconds * 1000,
      last_seen_at: now,
      source_address: source.sourceAddress,
      user_agent: source.userAgent,
    };
    const accessToken = newToken('access');
    const refreshToken = newToken('refresh');
    const accessExpiresAt = Math.min(now + config.accessTokenTtlSeconds * 1000, session.expires_at);
    await noteUserLoggedIn(tx, user.id, now);
    await insertSession(tx, session);
    await endSurplusSessions(tx, user.id, { now, keep: maxSessions });
    await insertTokenPair(tx, {
      sessionId: session.id,
      accessTokenHash: hashToken(accessToken),
      accessExpiresAt,
      refreshTokenHash: hashToken(refreshToken),
      generation: 1,
      salt: newSalt(),
    });
    return {
      answer: {
        body: presentTokens({
          sessionId: session.id,
          accessToken,
          accessExpiresAt,
          refreshToken,
          refreshExpiresAt: session.expires_at,
          user: { ...user, last_login_at: now, last_seen_at: now },
        }),
      },
      audit: {
        action: 'session.created',
        actor: { kind: 'user', id: user.id, name: user.username, credentialId: session.id },
        target: { kind: 'session', id: session.id, name: user.username },
        changes: [{ field: 'expiresAt', after: timestamp(session.expires_at) }, ...changes],
      },
    };
  });
};
