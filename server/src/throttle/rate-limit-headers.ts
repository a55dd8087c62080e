import type { ThrottlePolicy } from './throttle-limits.ts';

/** How far the nearest limit is. */
export interface RateLimitState {
  readonly policy: ThrottlePolicy;
  readonly remaining: number;
  /** When the failures are counted anew. */
  readonly resetsAt: number;
}

/** Seconds from now until then, at least one. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(1, Math.ceil((moment - now) / 1000));
}

/** The fields of draft-ietf-httpapi-ratelimit-headers: all limits, and the nearest of them. */
export function rateLimitHeaders(
  policies: readonly ThrottlePolicy[],
  { policy, remaining, resetsAt }: RateLimitState,
  now: number,
): Readonly<Record<'RateLimit' | 'RateLimit-Policy', string>> {
  return {
    'RateLimit-Policy': policies
      .map(({ name, max, windowSeconds }) => `"${name}";q=${max};w=${windowSeconds}`)
      .join(', '),
    RateLimit: `"${policy.name}";r=${remaining};t=${secondsUntil(resetsAt, now)}`,
  };
}
