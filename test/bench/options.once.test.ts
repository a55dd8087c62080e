import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isWrongOption, readEngine, readWholeNumber } from '../../bench/support/options.ts';

function errorOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('options of benchmarks', () => {
  it('are told apart from faults, which are shown with the place where they arose', () => {
    const wrong = [
      errorOf(() => parseArgs({ args: ['--roundz', '3'], options: {} })),
      errorOf(() => readWholeNumber('rounds', '0')),
      errorOf(() => readEngine('oracle')),
    ];
    expect(wrong.map(isWrongOption)).toEqual([true, true, true]);
    expect([new Error('--rounds'), 'text', undefined].map(isWrongOption)).toEqual([false, false, false]);
  });

  it('are refused before anything is measured when they are too small', () => {
    expect(readWholeNumber('users', '10000', 10_000)).toBe(10_000);
    expect(() => readWholeNumber('users', '9999', 10_000)).toThrow(
      '--users must be a whole number from 10,000 on',
    );
    expect(() => readWholeNumber('rounds', '1.5')).toThrow('--rounds must be a whole number from 1 on');
  });
});
