/** The guesses of this instance whose outcome is still to come, by counter. */
export interface GuessesUnderWay {
  has(id: string): boolean;
  begin(ids: readonly string[]): void;
  /** @param isFree whether the places of the guess can be taken by others */
  end(ids: readonly string[], isFree: boolean): void;
  /** Resolves when a place may have become free, or no guess that counts there is under way any more. */
  change(id: string): Promise<void>;
}

interface Entry {
  guesses: number;
  readonly waiting: (() => void)[];
}

/**
 * Keeps account of them, so that whoever finds all places taken by guesses that may yet prove right can wait for their
 * outcome: twenty right log-ins at once are no attack.
 */
export function createGuessesUnderWay(): GuessesUnderWay {
  const entries = new Map<string, Entry>();

  function endOne(id: string, isFree: boolean): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.guesses -= 1;
    if (isFree) entry.waiting.shift()?.();
    if (entry.guesses > 0) return;
    entries.delete(id);
    for (const wake of entry.waiting) wake();
  }

  return {
    has: (id) => entries.has(id),
    begin(ids) {
      for (const id of ids) {
        const entry = entries.get(id) ?? { guesses: 0, waiting: [] };
        entry.guesses += 1;
        entries.set(id, entry);
      }
    },
    end(ids, isFree) {
      for (const id of ids) endOne(id, isFree);
    },
    change: (id) =>
      new Promise((resolve) => {
        const entry = entries.get(id);
        if (entry === undefined) resolve();
        else entry.waiting.push(resolve);
      }),
  };
}
