import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range from which the kernel takes the ports of outgoing connections, so that no client takes one away
// between this check and the server's start.
const lowestPort = 20_000;
const portCount = 10_000;
const handedOut = new Set<number>();

/** A loopback port on which nothing listens, and which this process has not asked for before. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = lowestPort + Math.floor(Math.random() * portCount);
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${lowestPort} and ${lowestPort + portCount}`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
