import type { Io } from './command.ts';

const barWidth = 24;
const redrawMs = 100;
const quietLineMs = 5_000;

/** How far some work has come. */
export interface ProgressState {
  /** How many things are done. */
  readonly done: number;
  /** How much of the whole is done, from 0 to 1; undefined where nobody knows the whole. */
  readonly share?: number | undefined;
  /** What else there is to say, e.g. why it stands still. */
  readonly note?: string | undefined;
}

/** Shows people how far some work has come. */
export interface Progress {
  update(state: ProgressState): void;
  /** Shows the last state and leaves the line. */
  end(): void;
}

/** A span of time for people, such as `2 min 5 s`. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** How the work is shown. */
export interface ProgressOptions {
  /** What is counted, e.g. `users`. */
  readonly noun: string;
  /** Where the work begins when it goes on with what was done before; rates count only what is done now. */
  readonly start?: ProgressState;
  /** Milliseconds since any moment. */
  readonly now?: () => number;
}

/** Done, rate and remaining time, with a bar where the whole is known. */
function describe(
  { done, share, note }: ProgressState,
  { noun, start = { done: 0 } }: ProgressOptions,
  elapsedMs: number,
): string {
  const rate = elapsedMs > 0 ? ((done - start.done) * 1000) / elapsedMs : 0;
  const parts = [`${done.toLocaleString('en')} ${noun}`, `${Math.round(rate).toLocaleString('en')}/s`];
  if (share !== undefined) {
    const filled = Math.round(Math.min(1, share) * barWidth);
    parts.unshift(`[${'#'.repeat(filled).padEnd(barWidth, '.')}] ${Math.floor(share * 100)} %`);
    const gained = share - (start.share ?? 0);
    if (gained > 0 && share < 1) parts.push(`${formatSpan((elapsedMs * (1 - share)) / gained)} left`);
  }
  return [...parts, ...(note ? [note] : [])].join('  ');
}

/** Whether people see at once what is written there. */
export function isTerminal(stream: object): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Shows progress on standard error: one line that is drawn anew on a terminal, otherwise a line every five seconds. */
export function startProgress(
  stderr: Io['stderr'] & { readonly columns?: number },
  options: ProgressOptions,
): Progress {
  const { now = Date.now } = options;
  const startedAt = now();
  const isDrawn = isTerminal(stderr);
  let last: ProgressState | undefined;
  let shownAt = isDrawn ? Number.NEGATIVE_INFINITY : startedAt;
  const show = (state: ProgressState) => {
    shownAt = now();
    const line = describe(state, options, shownAt - startedAt);
    // A line that is longer than the terminal is wide would be drawn below itself again and again.
    stderr.write(isDrawn ? `\r\u001b[2K${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
  };
  return {
    update(state) {
      last = state;
      if (now() - shownAt >= (isDrawn ? redrawMs : quietLineMs)) show(state);
    },
    end() {
      if (!isDrawn) return;
      if (last) show(last);
      stderr.write('\n');
    },
  };
}

/** For work that nobody watches. */
export const noProgress: Progress = { update() {}, end() {} };
