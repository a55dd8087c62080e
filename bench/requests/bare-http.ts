import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBareUsers, readBareOptions } from './bare-users.ts';

/* The least that Node can do: the handler that Roster is compared with. */

const users = openBareUsers(readBareOptions());
const prefix = '/api/v1/users/';

async function answer(url: string, authorization: string | undefined): Promise<[number, object]> {
  if (!(await users.isAuthenticated(authorization))) return [401, {}];
  if (url.startsWith('/api/v1/users?')) return [200, await users.listUsers()];
  const user = url.startsWith(prefix) ? await users.getUser(url.slice(prefix.length)) : undefined;
  return user ? [200, user] : [404, {}];
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = await answer(request.url ?? '', request.headers.authorization);
  const payload = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(payload),
  });
  response.end(payload);
}

const server = createServer((request, response) => {
  handle(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // A server on a port has an address of this form.
  process.stdout.write(`bare-http listens on http://127.0.0.1:${port}\n`);
});
