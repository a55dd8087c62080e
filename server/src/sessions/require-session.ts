import type { Transaction } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { isSessionLive } from './live-session-queries.ts';
import type { LifeLimits } from './session-life.ts';

/** @throws Refusal `session-not-found` unless the user has this session and it is not over yet. */
export async function requireSession(
  tx: Transaction,
  userId: string,
  session: LifeLimits & { readonly id: string },
): Promise<void> {
  if (await isSessionLive(tx, userId, session)) return;
  throw new Refusal('session-not-found', 'The user has no session of this id.');
}
