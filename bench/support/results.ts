import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';

const results = new URL('../../../results/', import.meta.url);
const page = new URL('../../../../docs/benchmarks.md', import.meta.url);

/** Tells whoever watches how far it has come, and what it found. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What another machine can be compared by: no names, no paths. The load tells whether others were at work besides. */
export function describeMachine() {
  return {
    node: process.versions.node,
    cores: availableParallelism(),
    loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

/** The same for a page, to stand behind the server. */
export function formatMachine({ node, cores, loadAverage }: ReturnType<typeof describeMachine>): string {
  return `Node ${node}, ${cores} cores, load average at the end ${loadAverage}`;
}

/** Writes a file of `bench/results`, and says so. */
export async function writeResult(name: string, content: string | object): Promise<void> {
  await mkdir(results, { recursive: true });
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  await writeFile(new URL(name, results), text);
  say(`Written to bench/results/${name}`);
}

/**
 * Replaces what stands in docs/benchmarks.md between the two comments with this name, so that the page says what was
 * measured last.
 */
export async function writeDocsPart(name: string, markdown: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [begin, end] = [`<!-- ${name}: written by the benchmark -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no part "${name}".`);
  await writeFile(page, `${text.slice(0, from)}${begin}\n\n${markdown.trim()}\n\n${text.slice(to)}`);
  say('Written to docs/benchmarks.md');
}
