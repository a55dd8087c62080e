import { performance } from 'node:perf_hooks';
import { answerQuestions } from './answer-questions.ts';
import { requestFor } from './get-request.ts';
import { KeepAliveConnection } from './keep-alive-connection.ts';
import { quantile } from './statistics.ts';

/** Ask for the same thing over and over, on several connections at once, for some time. */
export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly connections: number;
  readonly durationMs: number;
}

/** What came of it; every request that was sent is also answered and counted. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

let pool: { readonly port: number; readonly connections: KeepAliveConnection[] } | undefined;

/** The connections stay open while the orders name the same server, so that warming up warms these as well. */
async function connectionsTo({ port, connections }: LoadOrder): Promise<KeepAliveConnection[]> {
  if (pool?.port === port) return pool.connections;
  for (const connection of pool?.connections ?? []) connection.close();
  const opened = Array.from({ length: connections }, () => KeepAliveConnection.open(port));
  pool = { port, connections: await Promise.all(opened) };
  return pool.connections;
}

async function generate(order: LoadOrder): Promise<LoadResult> {
  const opened = await connectionsTo(order);
  const request = requestFor(order.path, order.token);
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + order.durationMs;
  await Promise.all(
    opened.map(async (connection) => {
      for (let sentAt = performance.now(); sentAt < deadline; sentAt = performance.now()) {
        await connection.exchange(request);
        latenciesMs.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const sorted = Float64Array.from(latenciesMs).sort();
  return {
    requests: latenciesMs.length,
    requestsPerSecond: latenciesMs.length / seconds,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

answerQuestions(generate);
