/** A queue in which every source has the next turn in its turn, however many items others have put in. */
export interface FairQueue<Item> {
  readonly size: number;
  push(source: string, item: Item): void;
  shift(): Item | undefined;
  /** Takes an item out before its turn. */
  remove(source: string, item: Item): void;
}

/** Makes a queue that is first in, first out within a source, and goes round over the sources. */
export function createFairQueue<Item>(): FairQueue<Item> {
  // The order of the keys is that of the turns.
  const lanes = new Map<string, Item[]>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(source, item) {
      const lane = lanes.get(source);
      if (lane) lane.push(item);
      else lanes.set(source, [item]);
      size += 1;
    },
    shift() {
      const [turn] = lanes;
      if (turn === undefined) return undefined;
      const [source, lane] = turn;
      lanes.delete(source);
      const item = lane.shift();
      if (lane.length > 0) lanes.set(source, lane);
      size -= 1;
      return item;
    },
    remove(source, item) {
      const lane = lanes.get(source);
      const index = lane?.indexOf(item) ?? -1;
      if (lane === undefined || index < 0) return;
      lane.splice(index, 1);
      if (lane.length === 0) lanes.delete(source);
      size -= 1;
    },
  };
}
