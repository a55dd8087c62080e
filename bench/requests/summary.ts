import { formatSpread, type Spread, spreadOf } from '../support/statistics.ts';
import { type MeasuredOperation, measuredOperations } from './prepare.ts';
import { type VariantName, variantNames } from './variants.ts';

/** What one variant did in one round. */
export interface Measurement {
  readonly operation: MeasuredOperation;
  readonly variant: VariantName;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuUsPerRequest: number;
}

export type Round = readonly Measurement[];

/** The figures of one operation over all rounds. */
export interface OperationSummary {
  readonly variants: Readonly<Record<string, Readonly<Record<string, Spread>>>>;
  /** Server CPU per request of Roster divided by that of a bare handler in the same round. */
  readonly cpuRatios: Readonly<Record<string, Spread>>;
}

function figures(
  rounds: readonly Round[],
  operation: MeasuredOperation,
  variant: VariantName,
): Measurement[] {
  return rounds.flatMap((round) =>
    round.filter((found) => found.operation === operation && found.variant === variant),
  );
}

function summarizeOperation(rounds: readonly Round[], operation: MeasuredOperation): OperationSummary {
  const roster = figures(rounds, operation, 'roster');
  const variants: Record<string, Record<string, Spread>> = {};
  const cpuRatios: Record<string, Spread> = {};
  for (const variant of variantNames) {
    const found = figures(rounds, operation, variant);
    if (found.length === 0) continue;
    variants[variant] = {
      cpuUsPerRequest: spreadOf(
        found.map((figure) => figure.cpuUsPerRequest),
        1,
      ),
      requestsPerSecond: spreadOf(
        found.map((figure) => figure.requestsPerSecond),
        0,
      ),
      p50Ms: spreadOf(
        found.map((figure) => figure.p50Ms),
        2,
      ),
      p99Ms: spreadOf(
        found.map((figure) => figure.p99Ms),
        2,
      ),
    };
    if (variant === 'roster') continue;
    const ratios = found.map((bare, index) => (roster[index]?.cpuUsPerRequest ?? 0) / bare.cpuUsPerRequest);
    cpuRatios[`rosterTo${variant.charAt(0).toUpperCase()}${variant.slice(1)}`] = spreadOf(ratios, 2);
  }
  return { variants, cpuRatios };
}

const nameWidth = 1 + Math.max(...measuredOperations.map(({ length }) => length));

/** Medians over the rounds. The ratios are those of each round: what disturbs the machine disturbs both sides of it. */
export function summarize(rounds: readonly Round[]): Record<string, OperationSummary> {
  const operations = measuredOperations.filter((operation) =>
    rounds[0]?.some((figure) => figure.operation === operation),
  );
  return Object.fromEntries(
    operations.map((operation) => [operation, summarizeOperation(rounds, operation)]),
  );
}

function show(spread: Spread | undefined): string {
  return spread ? formatSpread(spread) : '';
}

/** The summary as a table for people: medians, and in brackets the smallest and largest of all rounds. */
export function formatSummary(summary: Readonly<Record<string, OperationSummary>>): string {
  const lines: string[] = [];
  for (const [operation, { variants, cpuRatios }] of Object.entries(summary)) {
    const heads = ['CPU µs/request', 'requests/s', 'p50 ms', 'p99 ms'];
    lines.push('', operation.padEnd(nameWidth) + heads.map((head) => head.padEnd(24)).join(''));
    for (const [variant, figure] of Object.entries(variants)) {
      const { cpuUsPerRequest, requestsPerSecond, p50Ms, p99Ms } = figure;
      const cells = [cpuUsPerRequest, requestsPerSecond, p50Ms, p99Ms].map((cell) => show(cell).padEnd(24));
      lines.push(variant.padEnd(nameWidth) + cells.join(''));
    }
    for (const [name, ratio] of Object.entries(cpuRatios)) lines.push(`CPU ${name}: ${show(ratio)}`);
  }
  return `${lines.join('\n')}\n`;
}

const titles: Readonly<Record<string, string>> = {
  getUser: 'authenticated getUser',
  listUsers: 'authenticated listUsers, 50 rows',
  createUser: 'createUser, without a password',
  updateUserPermissions: 'updateUserPermissions, one permission for another',
};
const names: Readonly<Record<string, string>> = {
  roster: 'Roster',
  bareExpress: 'bare Express',
  bareHttp: 'bare node:http',
};

/** The same for a page in Markdown. */
export function formatTables(summary: Readonly<Record<string, OperationSummary>>): string {
  const lines: string[] = [];
  const row = (...cells: readonly (string | number | undefined)[]) => lines.push(`| ${cells.join(' | ')} |`);
  const ratios = Object.entries(summary).map(([operation, { cpuRatios }]) => [
    operation,
    show(cpuRatios.rosterToBareExpress),
    show(cpuRatios.rosterToBareHttp),
  ]);
  for (const [operation, { variants }] of Object.entries(summary)) {
    row(titles[operation], 'CPU µs/request', 'requests/s', 'p50 ms', 'p99 ms');
    row('---', '---', '---', '---', '---');
    for (const [variant, { cpuUsPerRequest, requestsPerSecond, p50Ms, p99Ms }] of Object.entries(variants)) {
      row(names[variant], show(cpuUsPerRequest), requestsPerSecond?.median, p50Ms?.median, p99Ms?.median);
    }
    lines.push('');
  }
  lines.push('Server CPU per request, Roster against the references:', '');
  row('', 'bare Express', 'bare node:http');
  row('---', '---', '---');
  for (const cells of ratios) row(...cells);
  return lines.join('\n');
}
