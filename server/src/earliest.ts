/** The earliest of the moments that are there. */
export function earliest(...moments: readonly (number | null | undefined)[]): number | undefined {
  const given = moments.filter((moment) => moment !== null && moment !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}
