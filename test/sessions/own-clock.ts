import type { Config } from '@roster/server';
import { onTestFinished } from 'vitest';
import { createClock } from '../support/given.ts';
import { startTestService } from '../support/service.ts';

/** A service whose time nobody else turns, for one test. */
export async function startOwn(config: Partial<Config> = {}) {
  const ownClock = createClock();
  const own = await startTestService({ config, override: ownClock.override });
  onTestFinished(() => own.stop());
  return { own, ownClock };
}
