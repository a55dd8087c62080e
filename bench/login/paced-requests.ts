import { KeepAliveConnection } from '../support/keep-alive-connection.ts';
import { quantile } from '../support/statistics.ts';

/** How long answers took, from the moment at which their request was due. */
export interface Latencies {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Requests at a steady pace, however slowly they are answered: a stall is felt by all that were due during it. */
export interface PacedRequests {
  stop(): Promise<Latencies>;
}

const roundTo = (value: number) => Number(value.toFixed(1));

/** Begins to send a request again and again. */
export function startPacedRequests(
  port: number,
  { path, token }: { readonly path: string; readonly token?: string },
  everyMs: number,
): PacedRequests {
  const lines = [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: keep-alive'];
  if (token !== undefined) lines.push(`Authorization: Bearer ${token}`);
  const request = Buffer.from([...lines, '\r\n'].join('\r\n'));
  const idle: KeepAliveConnection[] = [];
  const latenciesMs: number[] = [];
  const underWay = new Set<Promise<void>>();
  let due = performance.now();
  let timer: NodeJS.Timeout | undefined;

  async function send(dueAt: number): Promise<void> {
    const connection = idle.pop() ?? (await KeepAliveConnection.open(port));
    await connection.exchange(request);
    latenciesMs.push(performance.now() - dueAt);
    idle.push(connection);
  }

  function tick(): void {
    for (; due <= performance.now(); due += everyMs) {
      const sent = send(due).finally(() => underWay.delete(sent));
      underWay.add(sent);
    }
    timer = setTimeout(tick, due - performance.now());
  }

  tick();
  return {
    async stop() {
      clearTimeout(timer);
      await Promise.all(underWay);
      for (const connection of idle) connection.close();
      const sorted = Float64Array.from(latenciesMs).sort();
      return {
        requests: sorted.length,
        p50Ms: roundTo(quantile(sorted, 0.5)),
        p99Ms: roundTo(quantile(sorted, 0.99)),
        maxMs: roundTo(quantile(sorted, 1)),
      };
    },
  };
}
