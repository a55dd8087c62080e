import { describe, expect, it } from 'vitest';
import { drawPlot } from '../../bench/support/line-plot.ts';

const plot = {
  title: 'Time <ms> & size',
  xTitle: 'users',
  yTitle: 'ms',
  lines: [
    { name: 'first', points: [[10, 1] as const, [100, 2] as const, [1_000, 4] as const] },
    { name: 'deep', points: [[10, 4] as const, [1_000, 0] as const], isDashed: true },
  ],
};

describe('a plot', () => {
  it('has tenfold sizes at equal distances and zero at the bottom', () => {
    const [first = '', deep = ''] = [...drawPlot(plot).matchAll(/d="M([^"]*L[^"]*)"/g)].map(
      ([, path]) => path,
    );
    const points = first.split('L').map((point) => point.split(' ').map(Number));
    const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = [], [x3 = 0, y3 = 0] = []] = points;
    expect(x2 - x1).toBeCloseTo(x3 - x2, 0);
    expect(y2 - y3).toBeCloseTo(2 * (y1 - y2), 0);
    const [[, top = 0] = [], [, bottom = 0] = []] = deep
      .split('L')
      .map((point) => point.split(' ').map(Number));
    expect(top).toBe(y3);
    expect(bottom - y1).toBeCloseTo(y1 - y2, 0);
  });

  it('is well-formed whatever its texts say', () => {
    const picture = drawPlot(plot);
    expect(picture).toContain('Time &lt;ms&gt; &amp; size');
    expect(picture.match(/<(?!\/)[^>]*[^/]>/g)?.length).toBe(picture.match(/<\//g)?.length);
  });

  it('can be drawn of a single size', () => {
    expect(drawPlot({ ...plot, lines: [{ name: 'one', points: [[10_000, 3]] }] })).not.toMatch(
      /NaN|Infinity/,
    );
  });
});
