import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What happens to a client's bytes on their way to the server. */
export type Fate =
  | 'forward'
  /** The connection is cut instead of forwarding a COMMIT. */
  | 'cut-before-commit'
  /** A COMMIT is forwarded, and the connection cut when the server answers it. */
  | 'cut-after-commit'
  /** Nothing is forwarded any more, and nothing closed. */
  | 'stall';

/** A way to a database server that can break. */
export interface TcpProxy {
  /** The URL that was given, by way of the proxy. */
  readonly url: string;
  fate: Fate;
  /** Cuts every connection. */
  cut(): void;
  /** Takes no further connections, and cuts those that there are. */
  close(): void;
}

export async function startProxy(target: string): Promise<TcpProxy> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = createConnection(Number(to.port), to.hostname);
    let isCommitting = false;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (proxy.fate === 'stall') return;
      isCommitting = bytes.includes('COMMIT') && proxy.fate !== 'forward';
      if (isCommitting && proxy.fate === 'cut-before-commit') client.destroy();
      else server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (isCommitting) client.destroy();
      else client.write(bytes);
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const url = new URL(target);
  url.port = String(address.port);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: TcpProxy = {
    url: url.href,
    fate: 'forward',
    cut,
    close() {
      listener.close();
      cut();
    },
  };
  onTestFinished(() => proxy.close());
  return proxy;
}
