import { NetworkError, TimeoutError } from './errors.ts';

/** A response with its body read. */
export interface Exchange {
  readonly response: Response;
  readonly text: string;
}

/** Sends a request and reads the whole answer, within the time limit and until the caller's signal aborts. */
export async function exchange(
  operationId: string,
  send: (signal: AbortSignal) => Promise<Response>,
  signal: AbortSignal | undefined,
  timeoutMs: number,
): Promise<Exchange> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  const timeout = new TimeoutError(operationId, timeoutMs);
  const timer = timeoutMs > 0 ? setTimeout(() => controller.abort(timeout), timeoutMs) : undefined;
  try {
    const response = await send(controller.signal);
    return { response, text: await response.text() };
  } catch (error) {
    // What fetch itself throws on an abort differs between platforms; the reason that was given does not.
    throw controller.signal.aborted ? controller.signal.reason : new NetworkError(operationId, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
