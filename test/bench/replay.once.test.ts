import { describe, expect, it } from 'vitest';
import { fill, type Recording, replayOf } from '../../bench/requests/replay.ts';

const recording = (name: string, id: string, version: number, now: number, ...more: string[]): Recording => ({
  statements: [
    { sql: 'select ?', bindings: ['active'] },
    { sql: 'insert ?, ?, ?, ?, ?', bindings: [name, `["${name}"]`, id, version, now] },
    { sql: 'audit ?, ?', bindings: [crypto.randomUUID(), ...more] },
  ],
  slots: { name, version },
});
const ids = ['01a1fdba-e8be-743f-aad6-b8bda790e412', '01a1fdba-e8fe-7537-ac09-387c6caaaf48'] as const;
const [first, second] = [1_795_000_000_000, 1_795_000_000_900];

describe('statements that are replayed', () => {
  it('bind what a request has in its slots, what never differs, and new ids', () => {
    const replayed = replayOf(recording('ann', ids[0], 2, first), recording('bob', ids[1], 5, second));
    const slots = { name: 'eve', version: 7, now: 1 };
    const bound = replayed.map(({ bindings }) => fill(bindings, slots, () => 'new id'));
    expect(bound).toEqual([['active'], ['eve', '["eve"]', 'new id', 7, 1], ['new id']]);
  });

  it.each([
    ['a text', recording('bob', ids[1], 5, second, 'other')],
    ['a number', { ...recording('bob', ids[1], 6, second, 'same'), slots: { name: 'bob', version: 5 } }],
  ])('are refused where %s differs that no slot explains', (_what, other) => {
    expect(() => replayOf(recording('ann', ids[0], 2, first, 'same'), other)).toThrow(/cannot be repeated/);
  });

  it('are refused where two requests ran different statements', () => {
    const one = recording('ann', ids[0], 2, first);
    expect(() => replayOf(one, { ...one, statements: one.statements.slice(1) })).toThrow(/different/);
  });
});
