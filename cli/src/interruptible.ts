/**
 * Runs work that can stop in an orderly way: the signal aborts at the first Ctrl-C or SIGTERM. The second ends the process
 * at once, as it would have without this.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => {
    forget();
    controller.abort();
  };
  const forget = () => {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  };
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } finally {
    forget();
  }
}
