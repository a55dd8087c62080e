import { connect } from 'node:net';
import { type Answer, checkEveryPromise } from './send.ts';

/** What came back over one connection. */
export interface RawExchange {
  /** The first answer; undefined if the connection was closed without one. */
  readonly answer: Answer | undefined;
  /** Whatever followed it. */
  readonly rest: string;
  readonly elapsedMs: number;
}

interface RawOptions {
  /** Sent one after the other; a number is a pause in milliseconds. */
  readonly parts: readonly (string | Buffer | number)[];
  /** What the answer is held against in the document. */
  readonly method?: string;
  readonly path?: string;
  /** Ends our side of the connection after the last part. */
  readonly isHalfClosed?: boolean;
}

async function parse(text: string, method: string, url: string): Promise<Omit<RawExchange, 'elapsedMs'>> {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return { answer: undefined, rest: text };
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const length = Number(headers.get('content-length') ?? 0);
  const body = text.slice(end + 4, end + 4 + length);
  const status = Number(statusLine.split(' ')[1]);
  const answer = await checkEveryPromise({ method, url, status, headers, text: body });
  return { answer, rest: text.slice(end + 4 + length) };
}

/** Writes bytes to the service as no well-behaved client would, and reads until the service closes the connection. */
export function rawExchange(baseUrl: string, options: RawOptions): Promise<RawExchange> {
  const { parts, method = 'GET', path = '/', isHalfClosed = false } = options;
  const { hostname, port } = new URL(baseUrl);
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    const finish = () => {
      socket.destroy();
      const elapsedMs = performance.now() - startedAt;
      parse(received, method, baseUrl + path).then((parsed) => resolve({ ...parsed, elapsedMs }), reject);
    };
    socket.on('end', finish);
    // A reset after the answer is how a server gets rid of a client that goes on sending.
    socket.on('error', finish);
    void (async () => {
      for (const part of parts) {
        if (typeof part === 'number') await new Promise((wait) => setTimeout(wait, part));
        else socket.write(part);
      }
      if (isHalfClosed) socket.end();
    })();
  });
}
