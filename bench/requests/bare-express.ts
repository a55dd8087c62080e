import type { AddressInfo } from 'node:net';
import express from 'express';
import { openBareUsers, readBareOptions } from './bare-users.ts';

/* Express and nothing else, with the two settings switched off that Roster switches off as well. */

const users = openBareUsers(readBareOptions());
const app = express();
app.disable('etag');
app.disable('x-powered-by');

app.get('/api/v1/users', async (request, response) => {
  if (!(await users.isAuthenticated(request.headers.authorization))) response.status(401).json({});
  else response.json(await users.listUsers());
});
app.get('/api/v1/users/:user', async (request, response) => {
  if (!(await users.isAuthenticated(request.headers.authorization))) {
    response.status(401).json({});
    return;
  }
  const user = await users.getUser(request.params.user);
  response.status(user ? 200 : 404).json(user ?? {});
});
app.post('/api/v1/users', express.json(), async (request, response) => {
  if (!(await users.isAuthenticated(request.headers.authorization))) response.status(401).json({});
  else response.status(201).json(await users.createUser(request.body));
});
app.patch('/api/v1/users/:user/permissions', express.json(), async (request, response) => {
  if (!(await users.isAuthenticated(request.headers.authorization))) response.status(401).json({});
  else response.json(await users.updateUserPermissions(String(request.params.user), request.body));
});

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // A server on a port has an address of this form.
  process.stdout.write(`bare-express listens on http://127.0.0.1:${port}\n`);
});
