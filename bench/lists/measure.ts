import { KeepAliveConnection } from '../support/keep-alive-connection.ts';
import { requestBytes } from '../support/request-bytes.ts';
import { quantile } from '../support/statistics.ts';
import type { Population } from './population.ts';

const warmUps = 2;
const minRequests = 5;
const maxRequests = 40;
const patienceMs = 80;

/** The time of one request in ms, as its client sees it: the median of several, one after the other. */
async function measure(connection: KeepAliveConnection, request: Buffer): Promise<number> {
  for (let index = 0; index < warmUps; index += 1) await connection.exchange(request);
  const times: number[] = [];
  const deadline = performance.now() + patienceMs;
  while (times.length < minRequests || (times.length < maxRequests && performance.now() < deadline)) {
    const sentAt = performance.now();
    await connection.exchange(request);
    times.push(performance.now() - sentAt);
  }
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

/** Times in ms by number of the case, and by size of the table. */
export type Round = readonly (readonly number[])[];

/**
 * Measures each case once on every size, in another order each time: what disturbs the machine for a moment disturbs
 * neighbours alike.
 */
export async function measureRound(index: number, populations: readonly Population[]): Promise<Round> {
  const round: number[][] = [];
  const sizes = populations.map((_, position) => position);
  const shift = index % sizes.length;
  const order = [...sizes.slice(shift), ...sizes.slice(0, shift)];
  const connections = await Promise.all(populations.map(({ port }) => KeepAliveConnection.open(port)));
  for (let number = 0; number < (populations[0]?.cases.length ?? 0); number += 1) {
    const times: number[] = [];
    for (const position of order) {
      const [population, connection] = [populations[position], connections[position]];
      const found = population?.cases[number];
      if (!connection || !found) continue;
      times[position] = await measure(
        connection,
        requestBytes({ method: 'GET', path: found.path }, population.token),
      );
    }
    round.push(times);
  }
  for (const connection of connections) connection.close();
  return round;
}
