import type { Statement } from './prepare.ts';

/** What differs from one request to the next, by name. */
export type Slots = Record<string, string | number>;

/** A value to bind: always the same, the value of a slot, or a text with slots in it. */
type Bound = string | number | null | { readonly slot: string } | { readonly text: readonly string[] };

/** A statement that can be run again for another request. */
export interface ReplayedStatement {
  readonly sql: string;
  readonly bindings: readonly Bound[];
}

/** A recorded request, with what it had in its slots. */
export interface Recording {
  readonly statements: readonly Statement[];
  readonly slots: Slots;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const separator = '\u0000';
/** Moments after this are those of the recording. */
const recentMs = Date.UTC(2024, 0, 1);

/** The text with its slots as `\0name\0`; ids that nobody knows are made anew each time. */
function textOf(value: string, slots: Slots): string {
  const known = Object.entries(slots).filter(([, content]) => typeof content === 'string');
  const longestFirst = known.sort(([, a], [, b]) => String(b).length - String(a).length);
  const filled = longestFirst.reduce(
    (text, [name, content]) => text.replaceAll(String(content), separator + name + separator),
    value,
  );
  return filled.replaceAll(uuid, `${separator}uuid${separator}`);
}

function boundOf(one: Statement['bindings'][number], other: typeof one, a: Slots, b: Slots): Bound {
  if (one === other) return one;
  if (typeof one === 'number' && typeof other === 'number') {
    const slot = Object.keys(a).find((name) => a[name] === one && b[name] === other);
    if (slot !== undefined) return { slot };
    if (one > recentMs && other > recentMs) return { slot: 'now' };
  }
  if (typeof one === 'string' && typeof other === 'string') {
    const text = textOf(one, a);
    if (text === textOf(other, b)) return { text: text.split(separator) };
  }
  throw new Error(`What a request binds cannot be repeated: ${one}, and another time ${other}.`);
}

/**
 * Makes statements that can be run for any request, from those of two: what they bind alike is always the same, and the
 * rest must be explained by the slots.
 * @throws Error if something is not
 */
export function replayOf(one: Recording, other: Recording): ReplayedStatement[] {
  if (one.statements.length !== other.statements.length)
    throw new Error('Two requests ran different statements.');
  return one.statements.map(({ sql, bindings }, index) => {
    const twin = other.statements[index];
    if (twin?.sql !== sql) throw new Error(`Two requests ran different statements: ${sql}; ${twin?.sql}`);
    return {
      sql,
      bindings: bindings.map((value, at) =>
        boundOf(value, twin.bindings[at] ?? null, one.slots, other.slots),
      ),
    };
  });
}

/** The values to bind for one request. */
export function fill(
  bindings: readonly Bound[],
  slots: Slots,
  newUuid: () => string,
): (string | number | null)[] {
  const contentOf = (name: string) => (name === 'uuid' ? newUuid() : (slots[name] ?? ''));
  return bindings.map((value) => {
    if (value === null || typeof value !== 'object') return value;
    if ('slot' in value) return contentOf(value.slot);
    // Every second part is the name of a slot.
    return value.text.map((part, index) => (index % 2 === 0 ? part : contentOf(part))).join('');
  });
}
