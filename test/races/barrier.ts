/** Which of the two instances, or contenders. */
export type Index = 0 | 1;

/** How a round begins. */
export interface Start {
  /** Whose transaction begins. */
  readonly first: Index;
  /** How many statements it has sent when the other one begins, both being ready since the same instant. */
  readonly lead: number;
}

/** Makes the transactions of two instances meet, at another place in every round. */
export interface Barrier {
  /** From now on the next transaction of each instance waits for that of the other. */
  arm(start: Start): void;
  /** Resolves when the transaction may begin. */
  arrive(instance: Index): Promise<void>;
  /** A statement was sent. */
  advance(instance: Index): void;
  /** Lets go whoever waits, and everybody who comes later. */
  open(): void;
}

export function createBarrier(): Barrier {
  let start: Start | undefined;
  let sent = 0;
  const waiting = new Map<Index, () => void>();

  function open(): void {
    start = undefined;
    for (const release of waiting.values()) release();
    waiting.clear();
  }

  return {
    arm(next) {
      start = next;
      sent = 0;
    },
    async arrive(instance) {
      if (start === undefined || waiting.has(instance)) return;
      const { first, lead } = start;
      const released = new Promise<void>((resolve) => {
        waiting.set(instance, resolve);
      });
      if (waiting.size === 2) {
        waiting.get(first)?.();
        if (lead === 0) open();
      }
      await released;
    },
    advance(instance) {
      if (start === undefined || waiting.size < 2 || instance !== start.first) return;
      sent += 1;
      if (sent >= start.lead) open();
    },
    open,
  };
}
