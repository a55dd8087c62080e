/** The value below which the given share of the sorted values lies. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1));
  return sorted[index] ?? Number.NaN;
}

/** Median, smallest and largest of some figures. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** For people: the median, and in brackets the smallest and the largest. */
export function formatSpread({ median, min, max }: Spread): string {
  return `${median} (${min}–${max})`;
}

/** Sums up one figure over all rounds, rounded to so many digits after the point. */
export function spreadOf(values: readonly number[], digits: number): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (quantile(sorted, 0.5) + quantile(sorted, 0.5 + 1 / sorted.length)) / 2;
  const median = sorted.length % 2 === 1 ? quantile(sorted, 0.5) : middle;
  const round = (value: number): number => Number(value.toFixed(digits));
  return { median: round(median), min: round(quantile(sorted, 0)), max: round(quantile(sorted, 1)) };
}
