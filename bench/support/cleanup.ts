/** What has to be ended, whatever happens; the last opened is ended first. */
export interface Cleanup {
  add(end: () => Promise<unknown>): void;
}

const exitCodeOfInterrupt = 130;

/** Runs the work, and ends what it opened when it returns, throws, or is interrupted with Ctrl-C. */
export async function withCleanup(work: (cleanup: Cleanup) => Promise<void>): Promise<void> {
  const ends: (() => Promise<unknown>)[] = [];
  const endAll = async (): Promise<void> => {
    for (let end = ends.pop(); end; end = ends.pop()) await end().catch(() => undefined);
  };
  let isInterrupted = false;
  const interrupt = (): void => {
    // Whoever presses Ctrl-C twice does not want to wait; the children end with this process all the same.
    if (isInterrupted) process.exit(exitCodeOfInterrupt);
    isInterrupted = true;
    process.stderr.write('\nInterrupted; ending what was started.\n');
    void endAll().then(() => process.exit(exitCodeOfInterrupt));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    await work({
      add(end) {
        // Something that was still starting when the interrupt came must not outlive it.
        if (isInterrupted) void end().catch(() => undefined);
        else ends.push(end);
      },
    });
  } catch (error) {
    // Ended children make the work fail; that is no news after an interrupt, whose handler ends the process.
    if (isInterrupted) await new Promise<never>(() => undefined);
    throw error;
  } finally {
    await endAll();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
