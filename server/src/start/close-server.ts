import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { resetConnection } from '../http/reset-connection.ts';

const sweepEveryMs = 25;

/** Prepares a server for being closed; to be called before it listens. The function that is returned closes it. */
export function closerOf(server: Server): (graceMs: number) => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  /** Node counts a connection as idle only after its first request; those that are opened in advance never had one. */
  function closeUnused(): void {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  return async (graceMs) => {
    const deadline = setTimeout(() => sockets.forEach(resetConnection), graceMs);
    // Again and again, because a connection whose request has been finished is kept open for the next one.
    const sweep = setInterval(closeUnused, sweepEveryMs);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      closeUnused();
    });
    clearInterval(sweep);
    clearTimeout(deadline);
  };
}
