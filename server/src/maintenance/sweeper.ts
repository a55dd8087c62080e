import type { Logger } from 'pino';
import type { Sweep, SweepContext } from './sweep.ts';

/** A bound on what one round does; the rest is done in the next. */
const maxBatches = 100;

/** A sweep that fails is tried again in the next round, and keeps no other from its work. */
async function runSweep(
  sweep: Sweep,
  context: SweepContext & { readonly logger: Logger },
  isStopped: () => boolean,
): Promise<void> {
  try {
    for (let batch = 0; batch < maxBatches && !isStopped(); batch += 1) {
      if ((await sweep.deleteBatch(context)) === 0) return;
    }
  } catch (error) {
    context.logger.warn({ err: error, sweep: sweep.name }, 'a sweep failed');
  }
}

/**
 * Runs the sweeps again and again, one after the other. It keeps no process alive.
 * @returns what stops it, and waits for the batch under way.
 */
export function startSweeper(
  sweeps: readonly Sweep[],
  context: SweepContext & { readonly logger: Logger },
): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  async function runAll(): Promise<void> {
    for (const sweep of sweeps) await runSweep(sweep, context, () => isStopped);
    if (!isStopped) plan();
  }

  function plan(): void {
    // Instances that were started together must not all sweep at the same moment.
    const pauseMs = context.config.sweepEveryMs * (0.75 + Math.random() / 2);
    timer = setTimeout(() => {
      round = runAll();
    }, pauseMs);
    timer.unref();
  }

  plan();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await round;
  };
}
