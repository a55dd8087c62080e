/** What a command reads and writes, apart from the network and the database. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One command of `roster`. */
export interface Command {
  /** As it is typed, e.g. `users import`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /**
   * @throws UsageError when the arguments do not fit
   * @throws RefusedError when what was asked for cannot be done
   * @throws InterruptedError when it was stopped half-way in an orderly way
   */
  run(args: readonly string[], io: Io): Promise<void>;
}

/** The exit codes of `roster`. */
export const exitCodes = { done: 0, refused: 1, usage: 2, interrupted: 130 } as const;

/** The arguments do not fit. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for cannot be done, for a reason that the message says. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Whoever waits for it pressed Ctrl-C; the message says what was done and how to go on. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}
