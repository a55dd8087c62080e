import type { Socket } from 'node:net';

/**
 * Breaks a connection off at once. Where no chunks are sent, as to HTTP/1.0, one that is merely closed would pass for the
 * end of the answer; Node's own `resetAndDestroy` closes it before, and waits for a reader who takes nothing.
 */
export function resetConnection(socket: Socket): void {
  // Tells `destroy` to reset; Node has no other name for it.
  Reflect.set(socket, 'resetAndClosing', true);
  socket.destroy();
}
