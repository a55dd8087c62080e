import { TimeoutError } from './errors.ts';

/** The time that a call has. */
export interface Deadline {
  /** Aborts when the time is over or the caller aborts. */
  readonly signal: AbortSignal;
  /** Waits; false, without waiting, if the time would be over by then. */
  pause(waitMs: number): Promise<boolean>;
}

/** A service that asks for more patience than this is not waited for. */
const longestPauseMs = 60_000;

/**
 * Does the work within the time limit and until the caller's signal aborts, even if the work does not heed the signal.
 * What the work hands on unread, a stream, is still ended by the caller's signal, but not by the time limit.
 */
export async function withDeadline<Result>(
  operationId: string,
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  handsOnStream: boolean,
  work: (deadline: Deadline) => Promise<Result>,
): Promise<Result> {
  callerSignal?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort(callerSignal?.reason);
  callerSignal?.addEventListener('abort', abort);
  const limitMs = timeoutMs > 0 ? timeoutMs : Number.POSITIVE_INFINITY;
  const startedAt = Date.now();
  let pause: ReturnType<typeof setTimeout> | undefined;
  const end =
    timeoutMs > 0
      ? setTimeout(() => controller.abort(new TimeoutError(operationId, timeoutMs)), timeoutMs)
      : undefined;
  try {
    // What fetch throws on an abort differs between platforms; the reason that was given does not.
    const aborted = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason)),
    );
    const pauseFor = (waitMs: number) =>
      new Promise<boolean>((resolve) => {
        signal.throwIfAborted();
        if (waitMs > Math.min(longestPauseMs, startedAt + limitMs - Date.now())) resolve(false);
        else pause = setTimeout(resolve, waitMs, true);
      });
    return await Promise.race([work({ signal, pause: pauseFor }), aborted]);
  } finally {
    clearTimeout(end);
    clearTimeout(pause);
    if (!handsOnStream) callerSignal?.removeEventListener('abort', abort);
  }
}
