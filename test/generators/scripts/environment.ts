function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}

export const url = needed('ROSTER_URL');
export const admin = { username: needed('ROSTER_USERNAME'), password: needed('ROSTER_PASSWORD') };
const prefix = needed('ROSTER_PREFIX');

/** The users that the script creates. */
export const usernames = ['a', 'b', 'c'].map((letter) => `${prefix}.${letter}`);

/** What a script has seen; every generator's must see the same. */
export interface Outcome {
  /** Versions of the created users. */
  readonly created: readonly number[];
  /** How many pages of two there were, at least; and which of the created users they held. */
  readonly isPaged: boolean;
  readonly listed: readonly string[];
  /** The problem of a username that is too short. */
  readonly status: number;
  readonly code: string;
  readonly loc: readonly unknown[];
  /** The problem of a user who was deleted. */
  readonly missing: string;
}

/** Hands the outcome to whoever started the script. */
export function report(outcome: Outcome): void {
  console.log(JSON.stringify(outcome));
}
