import type { Latencies } from './paced-requests.ts';

/** What one run of the benchmark found. */
export interface LogInFigures {
  readonly clients: number;
  readonly hashConcurrency: number;
  readonly logInsPerSecond: number;
  /** Checks of a password a second, with nothing else going on. */
  readonly rawPerSecond: { readonly sameConcurrency: number; readonly allCores: number };
  readonly share: { readonly sameConcurrency: number; readonly allCores: number };
  readonly statuses: Readonly<Record<string, number>>;
  readonly getUser: Latencies;
  readonly health: Latencies;
  readonly rssMib: { readonly before: number; readonly max: number };
}

/** The promises, and whether the run kept them. */
export function checkLogIns({ getUser, health, statuses }: LogInFigures): readonly string[] {
  const verdict = (isKept: boolean) => (isKept ? 'kept' : 'MISSED');
  const allowed = Object.keys(statuses).every((status) => status === '200' || status === '503');
  return [
    `getUser p99 below 250 ms: ${verdict(getUser.p99Ms < 250)}`,
    `health p99 below 100 ms: ${verdict(health.p99Ms < 100)}`,
    `no answer but 200 and 503: ${verdict(allowed)}`,
  ];
}

function latencies(name: string, { requests, p50Ms, p99Ms, maxMs }: Latencies): string {
  return `${name}: p50 ${p50Ms} ms, p99 ${p99Ms} ms, at most ${maxMs} ms (${requests} requests)`;
}

/** The figures for people. */
export function formatLogIns(figures: LogInFigures): string {
  const { logInsPerSecond, rawPerSecond, share, rssMib } = figures;
  const percent = (part: number) => `${(part * 100).toFixed(0)} %`;
  return [
    `${figures.clients} clients logged in at once, each until it was let in`,
    `log-ins a second: ${logInsPerSecond}`,
    `argon2 alone, ${figures.hashConcurrency} at once as in the service: ${rawPerSecond.sameConcurrency} a second; share reached ${percent(share.sameConcurrency)}`,
    `argon2 alone, on all cores: ${rawPerSecond.allCores} a second; share reached ${percent(share.allCores)}`,
    `statuses: ${JSON.stringify(figures.statuses)}`,
    latencies('authenticated getUser meanwhile', figures.getUser),
    latencies('health meanwhile', figures.health),
    `memory: ${rssMib.before} MiB before, at most ${rssMib.max} MiB`,
    ...checkLogIns(figures),
  ].join('\n');
}
