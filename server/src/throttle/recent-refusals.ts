import { remember } from '../remember.ts';
import type { RateLimitState } from './rate-limit-headers.ts';

const keepMs = 2_000;
const maxEntries = 10_000;

/** Counters that were just found full, so that a flood of guesses is refused without asking the database each time. */
export interface RecentRefusals {
  find(ids: readonly string[], now: number): RateLimitState | undefined;
  note(id: string, state: RateLimitState, now: number): void;
  forget(ids: readonly string[]): void;
}

/** Remembers them for so short a time that nobody notices when another instance has freed a place meanwhile. */
export function createRecentRefusals(): RecentRefusals {
  const entries = new Map<string, { readonly state: RateLimitState; readonly until: number }>();
  return {
    find(ids, now) {
      for (const id of ids) {
        const entry = entries.get(id);
        if (entry !== undefined && entry.until > now) return entry.state;
      }
      return undefined;
    },
    note(id, state, now) {
      remember(entries, id, { state, until: Math.min(now + keepMs, state.resetsAt) }, maxEntries);
    },
    forget(ids) {
      for (const id of ids) entries.delete(id);
    },
  };
}
