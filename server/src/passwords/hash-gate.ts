import { Refusal } from '../http/refusal.ts';
import { createFairQueue } from './fair-queue.ts';
import { createGateRooms, type Guest } from './gate-rooms.ts';

const maxWaitMs = 10_000;
const retryAfterSeconds = 2;

/** The place of one request in front of the gate; nothing is taken before it is kept or used. */
export interface HashPlace {
  /**
   * Makes sure that there is room, so that nothing else is done in vain.
   * @throws Refusal `overloaded`
   */
  keep(): void;
  /**
   * Waits for a turn and works then.
   * @throws Refusal `overloaded` when there is no room or the wait is too long.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the room back; to be called in any case. */
  leave(): void;
}

/** Runs at most so many hashes at once; others wait their turn. */
export interface HashGate {
  placeFor(source: string): HashPlace;
  /** Works at the given place, or else at one of the service's own. */
  pass<T>(work: () => Promise<T>, place?: HashPlace): Promise<T>;
}

function overloaded(): Refusal {
  return new Refusal('overloaded', 'Too many passwords are being checked at the moment.', {
    retryAfterSeconds,
  });
}

interface Waiter {
  enter(): void;
}

/**
 * A password hash takes a core and 19 MiB for tens of milliseconds, on threads that file access and name look-ups need
 * as well: without a bound, a few hundred log-ins would stop everything else. Sources take turns, and the queue is
 * shared out evenly, so that nobody who keeps it full keeps others out.
 */
export function createHashGate(concurrency: number, queueMax: number): HashGate {
  const rooms = createGateRooms(concurrency + queueMax);
  const waiting = createFairQueue<Waiter>();
  let running = 0;

  function waitForTurn(place: Place): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        enter() {
          clearTimeout(timer);
          // At once: until the promise is noticed, the place could be given to somebody else.
          place.canLeave = false;
          resolve();
        },
      };
      place.refuse = () => {
        clearTimeout(timer);
        waiting.remove(place.source, waiter);
        reject(overloaded());
      };
      const timer = setTimeout(place.refuse, maxWaitMs);
      waiting.push(place.source, waiter);
    });
  }

  function passTurn(): void {
    const next = waiting.shift();
    // Whoever leaves hands the turn over, so `running` stays as it is.
    if (next) next.enter();
    else running -= 1;
  }

  class Place implements HashPlace, Guest {
    readonly source: string;
    canLeave = true;
    #state: 'outside' | 'inside' | 'sent away' = 'outside';
    refuse: (() => void) | undefined;

    constructor(source: string) {
      this.source = source;
    }

    keep(): void {
      if (this.#state === 'inside') return;
      if (this.#state === 'sent away' || !rooms.enter(this)) throw overloaded();
      this.#state = 'inside';
    }

    async run<T>(work: () => Promise<T>): Promise<T> {
      this.keep();
      if (running < concurrency) {
        running += 1;
        this.canLeave = false;
      } else {
        await waitForTurn(this);
      }
      try {
        return await work();
      } finally {
        this.canLeave = true;
        passTurn();
      }
    }

    sendAway(): void {
      this.#state = 'sent away';
      this.refuse?.();
    }

    leave(): void {
      rooms.leave(this);
      this.#state = 'outside';
    }
  }

  return {
    placeFor: (source) => new Place(source),
    async pass(work, place) {
      if (place) return place.run(work);
      const own = new Place('');
      try {
        return await own.run(work);
      } finally {
        own.leave();
      }
    },
  };
}
