/** One line of a plot. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly isDashed?: boolean;
  /** Lines with the same number have the same colour; without one, each has its own as far as there are colours. */
  readonly colour?: number;
}

export interface Plot {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly lines: readonly Line[];
}

const frame = { left: 62, top: 44, width: 470, height: 320 };
const legendWidth = 400;
const rowHeight = 17;
/** The first ones are told apart by people who see red and green alike (Okabe and Ito). */
const colours =
  '#0072b2 #d55e00 #009e73 #cc79a7 #e69f00 #56b4e9 #000000 #8a6d00 #7b3fa0 #c00040 #808080'.split(' ');

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string) => text.replaceAll(/[&<>"]/g, (found) => escapes[found] ?? found);
const round = (value: number) => Number(value.toFixed(1));

/** The smallest of 1, 2, 5, 10, 20, … that divides the axis into at most six steps. */
function stepOf(max: number): number {
  for (let power = 10 ** Math.floor(Math.log10(max / 6)); ; power *= 10) {
    for (const factor of [1, 2, 5]) if (max / (factor * power) <= 6) return factor * power;
  }
}

/** Draws lines over a logarithmic axis, with their names beside them; the vertical axis begins at zero. */
export function drawPlot({ title, xTitle, yTitle, lines }: Plot): string {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const [low, high] = [Math.log10(xs[0] ?? 1), Math.log10(xs.at(-1) ?? 10)];
  const step = stepOf(Math.max(...points.map(([, y]) => y)));
  const top = step * Math.ceil(Math.max(...points.map(([, y]) => y)) / step);
  const xOf = (x: number) => round(frame.left + ((Math.log10(x) - low) / (high - low || 1)) * frame.width);
  const yOf = (y: number) => round(frame.top + frame.height * (1 - y / top));
  const [right, bottom] = [frame.left + frame.width, frame.top + frame.height];
  const height = Math.max(bottom + 56, frame.top + lines.length * rowHeight + 20);

  const parts: string[] = [];
  const text = (x: number, y: number, content: string, more = '') =>
    parts.push(`<text x="${x}" y="${y}"${more}>${escapeText(content)}</text>`);
  text(frame.left, 24, title, ' font-size="15" font-weight="bold"');
  for (let y = 0; y <= top + step / 2; y += step) {
    parts.push(`<path d="M${frame.left} ${yOf(y)}H${right}" stroke="#ddd"/>`);
    text(frame.left - 8, yOf(y) + 4, String(Number(y.toPrecision(6))), ' text-anchor="end"');
  }
  for (const x of xs) {
    parts.push(`<path d="M${xOf(x)} ${bottom}v6" stroke="#555"/>`);
    text(xOf(x), bottom + 20, x.toLocaleString('en'), ' text-anchor="middle"');
  }
  text(frame.left + frame.width / 2, bottom + 42, xTitle, ' text-anchor="middle"');
  const middle = frame.top + frame.height / 2;
  text(16, middle, yTitle, ` text-anchor="middle" transform="rotate(-90 16 ${middle})"`);
  lines.forEach((line, index) => {
    const colour = colours[(line.colour ?? index) % colours.length];
    const isRepeated = line.colour === undefined && index >= colours.length;
    const dashes = line.isDashed ? '6 4' : isRepeated ? '2 3' : undefined;
    const style = `fill="none" stroke="${colour}" stroke-width="2"${dashes ? ` stroke-dasharray="${dashes}"` : ''}`;
    const path = line.points.map(([x, y]) => `${xOf(x)} ${yOf(y)}`).join('L');
    const y = frame.top + 8 + index * rowHeight;
    parts.push(`<path d="M${path}" ${style}/>`, `<path d="M${right + 44} ${y}h26" ${style}/>`);
    text(right + 78, y + 4, line.name);
  });
  const width = right + legendWidth;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}
