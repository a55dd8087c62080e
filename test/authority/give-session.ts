import { hashFamily, newFamily, pairOf } from '../../server/src/sessions/refresh-tokens.ts';
import { hashToken, type Transport } from '../../server/src/sessions/tokens.ts';
import type { TestService } from '../support/service.ts';

/** A session that began without a log-in. */
export interface GivenSession {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

const hourMs = 3_600_000;

/** Begins a session of a user through the database: no password is hashed, and the user need not have one. */
export async function giveSession(
  { dependencies: { database, clock, newId } }: Pick<TestService, 'dependencies'>,
  userId: string,
  transport: Transport = 'bearer',
): Promise<GivenSession> {
  const now = clock.now();
  const family = newFamily(transport);
  const session = { id: newId(now), ...pairOf(family, 1) };
  await database.transact(async (tx) => {
    await tx('sessions').insert({
      id: session.id,
      user_id: userId,
      created_at: now,
      expires_at: now + hourMs,
      last_seen_at: now,
      source_address: '127.0.0.1',
      user_agent: 'given',
    });
    await tx('access_tokens').insert({
      token_hash: hashToken(session.accessToken),
      session_id: session.id,
      expires_at: now + hourMs,
    });
    await tx('refresh_tokens').insert({
      token_hash: hashFamily(family),
      session_id: session.id,
      generation: 1,
      salt: family.salt,
      rotated_at: null,
    });
  });
  return session;
}
