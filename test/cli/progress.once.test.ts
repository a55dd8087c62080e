import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { formatSpan, type ProgressOptions, startProgress } from '../../cli/src/progress.ts';

/** Progress on a terminal or a pipe, with a clock that is set by hand. */
function watch(isTTY: boolean, options: Partial<ProgressOptions> = {}) {
  const clock = { ms: 0 };
  const stderr = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY, columns: 90 });
  const progress = startProgress(stderr, { noun: 'users', now: () => clock.ms, ...options });
  const shown = () => String(stderr.read() ?? '');
  const at = (ms: number, done: number, share?: number) => {
    clock.ms = ms;
    progress.update({ done, share });
    return shown();
  };
  return { progress, shown, at };
}

describe('progress', () => {
  it('on a terminal draws a bar with rate and remaining time in one line', () => {
    const { progress, shown, at } = watch(true);
    expect(at(0, 0, 0)).toContain('0 users');
    expect(at(50, 10, 0.01)).toBe('');
    expect(at(2_000, 10_000, 0.25)).toBe(
      '\r\u001b[2K[######..................] 25 %  10,000 users  5,000/s  6 s left',
    );
    progress.update({ done: 40_000, share: 1 });
    progress.end();
    expect(shown()).toMatch(/\[#{24}\] 100 % {2}40,000 users {2}20,000\/s\n$/);
  });

  it('counts the rate from where it began, and needs no whole', () => {
    const { at } = watch(true, { start: { done: 1_000, share: 0.5 } });
    expect(at(1_000, 1_500, 0.75)).toContain('500/s  1 s left');
    expect(watch(true).at(1_000, 5)).toBe('\r\u001b[2K5 users  5/s');
  });

  it('elsewhere writes a line now and then', () => {
    const { progress, shown, at } = watch(false);
    expect([at(0, 0), at(4_999, 9), at(5_000, 10), at(9_000, 20)]).toEqual(['', '', '10 users  2/s\n', '']);
    progress.end();
    expect(shown()).toBe('');
  });

  it('fits the terminal', () => {
    const { progress, shown } = watch(true);
    progress.update({ done: 1, share: 0.1, note: 'x'.repeat(200) });
    expect(shown()).toHaveLength('\r\u001b[2K'.length + 89);
  });

  it.each([
    [-1, '0 s'],
    [59_400, '59 s'],
    [61_000, '1 min 1 s'],
    [3_660_000, '1 h 1 min'],
  ])('says %d ms as %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text);
  });
});
