/**
 * Makes a function that writes rows of cells under their headings, in columns, part by part. A column grows with what is
 * in it; nothing is cut.
 */
export function createTable(headings: readonly string[]): (rows: readonly (readonly string[])[]) => string {
  const widths = headings.map(() => 0);
  let isFirst = true;
  return (rows) => {
    const lines = isFirst ? [headings, ...rows] : rows;
    isFirst = false;
    for (const cells of lines) {
      cells.forEach((cell, column) => {
        widths[column] = Math.max(widths[column] ?? 0, cell.length);
      });
    }
    const format = (cells: readonly string[]) =>
      cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    return lines.map((cells) => `${format(cells).trimEnd()}\n`).join('');
  };
}
