import { userSorts } from '@roster/contract';
import { drawPlot, type Line } from '../support/line-plot.ts';
import type { CaseKind } from './cases.ts';
import type { CaseSummary, Summary } from './summary.ts';

const axes = { xTitle: 'users in the table', yTitle: 'ms as the client sees it, median' };

/** A picture of a run, and how its file is called. */
export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly picture: string;
}

/** The pictures of a run: time by size of the table. */
export function drawPlots({ cases }: Summary, counts: readonly number[]): Picture[] {
  const lineOf = ({ ms }: CaseSummary, name: string, isDashed = false): Line => ({
    name,
    isDashed,
    points: ms.map(({ median }, index) => [counts[index] ?? 0, median] as const),
  });
  const linesOf = (...kinds: readonly CaseKind[]) =>
    cases.filter(({ kind }) => kinds.includes(kind)).map((found) => lineOf(found, found.name));
  const pages = cases
    .filter(({ kind }) => kind === 'first' || kind === 'deep')
    .map((found) => ({
      ...lineOf(found, `${found.name}, ${found.kind} page`, found.kind === 'deep'),
      colour: userSorts.findIndex((sort) => found.name === `sort=${sort}`),
    }));
  const draw = (name: string, title: string, lines: readonly Line[]): Picture => ({
    name,
    title,
    picture: drawPlot({ ...axes, title, lines }),
  });
  return [
    draw('pages', 'First page, and page with 1,000 users behind it, in every order', pages),
    draw('filters', 'One filter', linesOf('filter')),
    draw('search', 'Search, and several filters', linesOf('search', 'combination')),
    draw('stats', 'Statistics beside getUser', linesOf('reference', 'stats')),
  ];
}
