/** One entry of the catalogue: what a client may see, and what it can do about it. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  /** When the service answers with this problem. */
  readonly when: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}
