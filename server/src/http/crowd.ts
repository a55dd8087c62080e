/** Work that arrives in crowds, and must not be done all at once. */
export interface Crowd {
  /** Resolves when it is the turn of the caller. */
  pass(): Promise<void>;
}

/**
 * Lets so many of a crowd go on in each turn of the event loop. Five hundred log-ins that arrive together would otherwise
 * be parsed and answered in one go, and whatever else has arrived would wait for all of them.
 */
export function createCrowd(perTurn: number): Crowd {
  const waiting: (() => void)[] = [];
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || waiting.length === 0) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      for (const enter of waiting.splice(0, perTurn)) enter();
      plan();
    });
  }

  return {
    pass: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        plan();
      }),
  };
}
