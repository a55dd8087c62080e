import type { Config } from '../config.ts';

/** Last-seen times are as fine as this; writing them with every request would make every request a write. */
export const seenEveryMs = 60_000;

/** What a session must outlast not to be over: it expires later than `now` and was used since `unusedSince`. */
export interface LifeLimits {
  readonly now: number;
  readonly unusedSince: number;
}

export function lifeLimits(now: number, { sessionIdleTtlSeconds }: Config): LifeLimits {
  return { now, unusedSince: now - sessionIdleTtlSeconds * 1000 };
}

/** True if a session is over although nobody ended it: it has expired, or was not used for too long. */
export function isOver(
  session: { readonly session_expires_at: number; readonly session_last_seen_at: number },
  { now, unusedSince }: LifeLimits,
): boolean {
  return session.session_expires_at <= now || session.session_last_seen_at <= unusedSince;
}
