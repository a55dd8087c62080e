import { performance } from 'node:perf_hooks';
import { answerQuestions } from './answer-questions.ts';
import { KeepAliveConnection } from './keep-alive-connection.ts';
import { requestBytes, type SentRequest } from './request-bytes.ts';
import { quantile } from './statistics.ts';

/** Send the same over and over, on several connections at once, for some time. */
export interface LoadOrder {
  readonly port: number;
  readonly token: string;
  readonly connections: number;
  readonly durationMs: number;
  /** For each connection what it sends in turn; if there are fewer, they begin again. `#` in a body becomes a new number. */
  readonly requests: readonly (readonly SentRequest[])[];
}

/** What came of it; every request that was sent is also answered and counted. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Sender {
  readonly connection: KeepAliveConnection;
  sent: number;
}

let pool: { readonly port: number; readonly senders: Sender[] } | undefined;
let numbers = 0;

/** The connections stay open while the orders name the same server, so that warming up warms these as well. */
async function sendersTo({ port, connections }: LoadOrder): Promise<Sender[]> {
  if (pool?.port === port) return pool.senders;
  for (const { connection } of pool?.senders ?? []) connection.close();
  const opened = await Promise.all(Array.from({ length: connections }, () => KeepAliveConnection.open(port)));
  pool = { port, senders: opened.map((connection) => ({ connection, sent: 0 })) };
  return pool.senders;
}

/** What gives the bytes of each request of a connection: the same ones, unless they have a number. */
function bytesOf(requests: readonly SentRequest[], token: string): (index: number) => Buffer {
  const fixed = requests.map((request) => requestBytes(request, token));
  return (index) => {
    const turn = index % requests.length;
    const request = requests[turn];
    if (!request?.body?.includes('#')) return fixed[turn] ?? Buffer.of();
    numbers += 1;
    return requestBytes(
      { ...request, body: request.body.replaceAll('#', String(numbers).padStart(9, '0')) },
      token,
    );
  };
}

async function generate(order: LoadOrder): Promise<LoadResult> {
  const senders = await sendersTo(order);
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + order.durationMs;
  await Promise.all(
    senders.map(async (sender, index) => {
      const next = bytesOf(order.requests[index % order.requests.length] ?? [], order.token);
      for (let sentAt = performance.now(); sentAt < deadline; sentAt = performance.now()) {
        sender.sent += 1;
        await sender.connection.exchange(next(sender.sent));
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
