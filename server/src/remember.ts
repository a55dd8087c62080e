/** Remembers what can as well be found out again: before it would hold more than so much, the map forgets everything. */
export function remember<Key, Value>(known: Map<Key, Value>, key: Key, value: Value, maxKnown: number): void {
  if (known.size >= maxKnown) known.clear();
  known.set(key, value);
}
