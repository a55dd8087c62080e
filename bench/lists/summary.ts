import { type Spread, spreadOf } from '../support/statistics.ts';
import { type Case, type CaseKind, firstPage } from './cases.ts';
import type { Round } from './measure.ts';

/** The figures of one request: times in ms for each size of the table, and ratios. */
export interface CaseSummary {
  readonly kind: CaseKind;
  readonly name: string;
  readonly ms: readonly Spread[];
  /** The time on the largest table divided by that on the smallest. */
  readonly growth: Spread;
  /** On the largest table, divided by the request that it is compared with. */
  readonly toReference?: Spread;
}

/** What is promised, and what was measured. */
export interface Goal {
  readonly goal: string;
  readonly atMost: number;
  readonly measured: number;
  /** The request that comes closest to it, or misses it most. */
  readonly worst: string;
  readonly isKept: boolean;
}

export interface Summary {
  readonly cases: readonly CaseSummary[];
  readonly goals: readonly Goal[];
}

function referenceOf(cases: readonly Case[], { kind, name }: Case): number {
  const find = (wanted: CaseKind, called: string) =>
    cases.findIndex((found) => found.kind === wanted && found.name === called);
  switch (kind) {
    case 'deep':
      return find('first', name);
    case 'stats':
      return find('reference', 'getUser');
    default:
      return find('first', firstPage);
  }
}

/** The ratios are those within each round, then their median. */
function ratioOf(
  rounds: readonly Round[],
  above: readonly [number, number],
  below: readonly [number, number],
): Spread {
  const at = (round: Round, [index, size]: readonly [number, number]) => round[index]?.[size] ?? Number.NaN;
  return spreadOf(
    rounds.map((round) => at(round, above) / at(round, below)),
    2,
  );
}

function goalOf(goal: string, atMost: number, found: readonly { name: string; ratio: number }[]): Goal {
  const [worst] = found.toSorted((a, b) => b.ratio - a.ratio);
  const measured = worst?.ratio ?? Number.NaN;
  return { goal, atMost, measured, worst: worst?.name ?? '', isKept: measured <= atMost };
}

/** The four goals; of each, the request that is worst off decides. */
function goalsOf(cases: readonly CaseSummary[]): Goal[] {
  const worstOf = (kinds: readonly CaseKind[], ratio: (summary: CaseSummary) => Spread | undefined) =>
    cases
      .filter(({ kind }) => kinds.includes(kind))
      .map((summary) => ({
        name: `${summary.kind} ${summary.name}`,
        ratio: ratio(summary)?.median ?? Number.NaN,
      }));
  return [
    goalOf(
      'deep page / first page of the same order',
      1.3,
      worstOf(['deep'], ({ toReference }) => toReference),
    ),
    goalOf(
      'same page, largest / smallest table',
      1.5,
      worstOf(['first', 'deep'], ({ growth }) => growth),
    ),
    goalOf(
      'q or a single filter / first page',
      3,
      worstOf(['search', 'filter'], ({ toReference }) => toReference),
    ),
    goalOf(
      'statistics / getUser',
      10,
      worstOf(['stats'], ({ toReference }) => toReference),
    ),
  ];
}

/** Medians over the rounds; the sizes are in rising order. */
export function summarize(cases: readonly Case[], rounds: readonly Round[]): Summary {
  const sizes = rounds[0]?.[0]?.map((_, size) => size) ?? [];
  const largest = sizes.length - 1;
  const summaries = cases.map((found, index): CaseSummary => {
    const reference = referenceOf(cases, found);
    return {
      kind: found.kind,
      name: found.name,
      ms: sizes.map((size) =>
        spreadOf(
          rounds.map((round) => round[index]?.[size] ?? Number.NaN),
          2,
        ),
      ),
      growth: ratioOf(rounds, [index, largest], [index, 0]),
      ...(found.kind !== 'reference' && {
        toReference: ratioOf(rounds, [index, largest], [reference, largest]),
      }),
    };
  });
  return { cases: summaries, goals: goalsOf(summaries) };
}

const headings: Readonly<Record<CaseKind, string>> = {
  reference: 'reference',
  first: 'first page, by order (ratio to the default order)',
  deep: 'page with 1,000 users behind it (ratio to the first page of that order)',
  search: 'q (ratio to the first page)',
  filter: 'one filter (ratio to the first page)',
  combination: 'several filters (ratio to the first page)',
  count: 'counts (ratio to the first page)',
  stats: 'statistics (ratio to getUser)',
};

/** As a table in Markdown, and the goals. */
export function formatSummary({ cases, goals }: Summary, counts: readonly number[]): string {
  const lines: string[] = [];
  const row = (cells: readonly (string | number)[]) => lines.push(`| ${cells.join(' | ')} |`);
  row(['ms, median', ...counts.map((count) => count.toLocaleString('en')), 'growth', 'ratio']);
  row(['---', ...counts.map(() => '---'), '---', '---']);
  for (const [kind, heading] of Object.entries(headings)) {
    row([`**${heading}**`, ...counts.map(() => ''), '', '']);
    for (const { name, ms, growth, toReference } of cases.filter((found) => found.kind === kind)) {
      row([name, ...ms.map(({ median }) => median), growth.median, toReference?.median ?? '']);
    }
  }
  lines.push('', '| goal | at most | measured | by | |', '| --- | --- | --- | --- | --- |');
  for (const { goal, atMost, measured, worst, isKept } of goals) {
    row([goal, atMost, measured, worst, isKept ? 'kept' : '**missed**']);
  }
  return `${lines.join('\n')}\n`;
}
