import { sweepIdempotencyRecords } from '../idempotency/sweep-idempotency-records.ts';
import { sweepAccessTokens } from '../sessions/sweep-access-tokens.ts';
import { sweepSessions } from '../sessions/sweep-sessions.ts';
import { foldUserCounts } from '../stats/fold-user-counts.ts';
import { sweepKnownSources, sweepThrottleCounters } from '../throttle/sweep-throttle.ts';
import type { Sweep } from './sweep.ts';

/** Everything that is swept, in this order. */
export const sweeps: readonly Sweep[] = [
  foldUserCounts,
  sweepSessions,
  sweepAccessTokens,
  sweepThrottleCounters,
  sweepKnownSources,
  sweepIdempotencyRecords,
];
