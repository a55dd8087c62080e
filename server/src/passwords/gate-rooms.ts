/** Whoever has room in front of a gate. */
export interface Guest {
  readonly source: string;
  /** False while it is its turn: then it cannot be sent away. */
  readonly canLeave: boolean;
  sendAway(): void;
}

/** The room in front of a gate. When it is full, sources with little in it are let in at the cost of those with most. */
export interface GateRooms {
  /** Lets a guest in, or says that there is no room. */
  enter(guest: Guest): boolean;
  leave(guest: Guest): void;
}

/** Makes room for so many guests. */
export function createGateRooms(capacity: number): GateRooms {
  const guestsOf = new Map<string, Set<Guest>>();
  let count = 0;

  function leave(guest: Guest): void {
    const guests = guestsOf.get(guest.source);
    if (!guests?.delete(guest)) return;
    if (guests.size === 0) guestsOf.delete(guest.source);
    count -= 1;
  }

  /** The latest guest of the source with the most, if it has at least two more than the given source. */
  function findSurplus(source: string): Guest | undefined {
    let largest: Set<Guest> = new Set();
    for (const guests of guestsOf.values()) if (guests.size > largest.size) largest = guests;
    if (largest.size < (guestsOf.get(source)?.size ?? 0) + 2) return undefined;
    return [...largest].reverse().find((guest) => guest.canLeave);
  }

  return {
    leave,
    enter(guest) {
      if (count >= capacity) {
        const surplus = findSurplus(guest.source);
        if (surplus === undefined) return false;
        leave(surplus);
        surplus.sendAway();
      }
      guestsOf.set(guest.source, (guestsOf.get(guest.source) ?? new Set()).add(guest));
      count += 1;
      return true;
    },
  };
}
