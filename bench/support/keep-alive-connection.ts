import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const answerTimeoutMs = 10_000;
const lengthHeader = /\r\ncontent-length: *(\d+)\r\n/i;

/**
 * A keep-alive connection that exchanges one request for one answer at a time. It understands just enough HTTP to find
 * the end of an answer: Node's own client would take as much of the machine as the servers that are measured.
 */
export class KeepAliveConnection {
  readonly #socket: Socket;
  /** Bytes that are still missing; undefined until the head of the answer has come. */
  #missing: number | undefined;
  #head = '';
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#reject(error));
    socket.setTimeout(answerTimeoutMs, () => this.#reject(new Error(this.#describeLateAnswer())));
    socket.on('close', () => this.#reject(new Error('The server closed a connection.')));
  }

  /** Connects to a server on this machine. */
  static async open(port: number): Promise<KeepAliveConnection> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new KeepAliveConnection(socket);
  }

  /** Sends a request and waits for the end of its answer; anything but 200 and 201 is an error. */
  exchange(request: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      if (this.#socket.destroyed) reject(new Error('The server has closed a connection.'));
      else this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #describeLateAnswer(): string {
    const state = this.#head === '' ? 'none of it came' : `${this.#missing} bytes of it are missing`;
    return `An answer took longer than ${answerTimeoutMs} ms; ${state}.`;
  }

  #receive(chunk: Buffer): void {
    if (this.#missing !== undefined) {
      this.#missing -= chunk.length;
    } else {
      this.#head += chunk.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = lengthHeader.exec(this.#head)?.[1];
      if (!/^HTTP\/1\.1 20[01] /.test(this.#head) || length === undefined) {
        this.#reject(new Error(`Unexpected answer: ${this.#head.slice(0, 1_000)}`));
        return;
      }
      this.#missing = end + 4 + Number(length) - this.#head.length;
    }
    if (this.#missing > 0) return;
    this.#missing = undefined;
    this.#head = '';
    this.#resolve();
  }
}
