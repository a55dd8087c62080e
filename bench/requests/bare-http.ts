import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBareUsers, readBareOptions } from './bare-users.ts';

/* The least that Node can do: the handler that Roster is compared with. */

const users = openBareUsers(readBareOptions());
const prefix = '/api/v1/users/';

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function answer(request: IncomingMessage): Promise<[number, object]> {
  const { method, url = '' } = request;
  if (!(await users.isAuthenticated(request.headers.authorization))) return [401, {}];
  if (method === 'POST') return [201, (await users.createUser(JSON.parse(await readBody(request)))) ?? {}];
  if (method === 'PATCH') {
    const id = url.slice(prefix.length, url.lastIndexOf('/'));
    return [200, (await users.updateUserPermissions(id, JSON.parse(await readBody(request)))) ?? {}];
  }
  if (url.startsWith('/api/v1/users?')) return [200, await users.listUsers()];
  const user = url.startsWith(prefix) ? await users.getUser(url.slice(prefix.length)) : undefined;
  return user ? [200, user] : [404, {}];
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = await answer(request);
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
