export const dayMs = 86_400_000;

/** How many guesses may fail within how long. */
export interface ThrottleLimit {
  readonly max: number;
  readonly windowSeconds: number;
}

/** The limits on guesses that fail. */
export interface ThrottleLimits {
  readonly nameAndSource: ThrottleLimit;
  readonly source: ThrottleLimit;
  /** Beyond it only sources get through that the user has logged in from lately. */
  readonly name: ThrottleLimit;
  /** How long such a source stays known. */
  readonly knownSourceDays: number;
}

/** A limit as the counters and the headers name it. */
export interface ThrottlePolicy extends ThrottleLimit {
  readonly name: 'name-and-source' | 'source' | 'name';
}

/** The limits in the order in which their counters are written, which is the same for every guess: no deadlocks. */
export function policiesOf(limits: ThrottleLimits): readonly ThrottlePolicy[] {
  return [
    { name: 'name-and-source', ...limits.nameAndSource },
    { name: 'source', ...limits.source },
    { name: 'name', ...limits.name },
  ];
}
