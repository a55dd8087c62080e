import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the export is, and who may have it. */
export interface ExportAccess {
  readonly port: number;
  readonly token: string;
}

/** What came of an export. */
export interface ReadResult {
  readonly bytes: number;
  readonly durationMs: number;
  /** What the last line says; undefined if it is not there. */
  readonly count: number | undefined;
}

/** How slow a reader is, and when it has had enough. */
export interface Pace {
  readonly bytesPerSecond: number;
  readonly forMs: number;
}

const lineFeed = 10;

async function open({ port, token }: ExportAccess): Promise<IncomingMessage> {
  const headers = { Authorization: `Bearer ${token}` };
  const outgoing = request({ port, path: '/api/v1/users-export', headers, agent: false }).end();
  const [response]: IncomingMessage[] = await once(outgoing, 'response');
  if (response?.statusCode !== 200) throw new Error(`The export was refused: ${response?.statusCode}`);
  return response;
}

/** The number in the last line, which is the only short one. */
function countOf(tail: Buffer): number | undefined {
  const line = tail.subarray(tail.lastIndexOf(lineFeed, tail.length - 2) + 1).toString();
  const count = /^\{"end":true,"count":(\d+)\}\n$/.exec(line)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** Reads an export as fast as it comes, or at a pace. */
export async function readExport(access: ExportAccess, pace?: Pace): Promise<ReadResult> {
  const startedAt = performance.now();
  const response = await open(access);
  let bytes = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of response) {
    bytes += chunk.length;
    tail = Buffer.concat([tail, chunk.subarray(-100)]).subarray(-100);
    if (!pace) continue;
    const aheadMs = (bytes / pace.bytesPerSecond) * 1_000 - (performance.now() - startedAt);
    if (aheadMs > 0) await sleep(aheadMs);
    // Leaving the loop closes the connection.
    if (performance.now() - startedAt > pace.forMs) break;
  }
  return { bytes, durationMs: performance.now() - startedAt, count: countOf(tail) };
}
