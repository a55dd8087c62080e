import createClient from 'openapi-fetch';
import type { paths } from './client.js';
import { admin, report, url, usernames } from './environment.js';

const anonymous = createClient<paths>({ baseUrl: url });
const { data: tokens } = await anonymous.POST('/api/v1/auth/login', { body: admin });
const client = createClient<paths>({
  baseUrl: url,
  headers: { Authorization: `Bearer ${tokens?.accessToken}` },
});

const created: { id: string; version: number }[] = [];
for (const username of usernames) {
  const { data, error } = await client.POST('/api/v1/users', { body: { username } });
  if (!data) throw new Error(error.detail);
  created.push(data);
}

const listed: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const query = cursor === undefined ? { limit: 2 } : { limit: 2, cursor };
  const { data, error } = await client.GET('/api/v1/users', { params: { query } });
  if (!data) throw new Error(error.detail);
  pages += 1;
  listed.push(...data.data.map(({ username }) => username));
  cursor = data.page.nextCursor ?? undefined;
} while (cursor !== undefined);

const refused = await client.POST('/api/v1/users', { body: { username: 'x' } });
if (refused.error?.code !== 'validation-failed') throw new Error('validation-failed was expected');
const [fault] = refused.error.errors ?? [];

for (const { id } of created) {
  const { error } = await client.DELETE('/api/v1/users/{user}', { params: { path: { user: id } } });
  if (error) throw new Error(error.detail);
}
const user = created[0]?.id ?? '';
const gone = await client.GET('/api/v1/users/{user}', { params: { path: { user } } });

report({
  created: created.map(({ version }) => version),
  isPaged: pages > 1,
  listed: listed.filter((username) => usernames.includes(username)).sort(),
  status: refused.response.status,
  code: refused.error.code,
  loc: fault?.loc ?? [],
  missing: gone.error?.code ?? '',
});
