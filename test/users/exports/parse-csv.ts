/** The cells of a table by RFC 4180, read by the letter: anything that the RFC does not allow is an error. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!match) throw new Error(`This is no CSV: ${JSON.stringify(rest.slice(0, 80))}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(match[0].length);
  }
  return rows;
}

/** The rows as objects, by the names in the header row. */
export function parseTable(text: string): Record<string, string>[] {
  const [names = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

/** A cell as it was before it was made harmless to spreadsheets. */
export function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r\n\0]/.test(cell) ? cell.slice(1) : cell;
}

/** The names of a set that a cell holds. */
export function splitSet(cell: string): string[] {
  const text = unguarded(cell);
  if (text === '') return [];
  return [...text.matchAll(/((?:[^;\\]|\\.)*)(?:;|$)/gsu)]
    .slice(0, -1)
    .map(([, name = '']) => name.replaceAll(/\\(.)/gsu, '$1'));
}
