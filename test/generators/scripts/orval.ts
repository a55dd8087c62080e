import { createUser, deleteUser, getUser, listUsers, logIn } from './client.js';
import { admin, report, usernames } from './environment.js';

const tokens = await logIn(admin);
if (tokens.status !== 200) throw new Error(tokens.data.detail);
const options = { headers: { Authorization: `Bearer ${tokens.data.accessToken}` } };

const created: { id: string; version: number }[] = [];
for (const username of usernames) {
  const answer = await createUser({ username }, options);
  if (answer.status !== 201) throw new Error(answer.data.detail);
  created.push(answer.data);
}

const listed: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const answer = await listUsers(cursor === undefined ? { limit: 2 } : { limit: 2, cursor }, options);
  if (answer.status !== 200) throw new Error(answer.data.detail);
  pages += 1;
  listed.push(...answer.data.data.map(({ username }) => username));
  cursor = answer.data.page.nextCursor ?? undefined;
} while (cursor !== undefined);

const refused = await createUser({ username: 'x' }, options);
if (refused.status !== 422) throw new Error('422 was expected');
const [fault] = refused.data.errors ?? [];

for (const { id } of created) {
  const answer = await deleteUser(id, options);
  if (answer.status !== 204) throw new Error(answer.data.detail);
}
const gone = await getUser(created[0]?.id ?? '', options);
if (gone.status !== 404) throw new Error('404 was expected');

report({
  created: created.map(({ version }) => version),
  isPaged: pages > 1,
  listed: listed.filter((username) => usernames.includes(username)).sort(),
  status: refused.status,
  code: refused.data.code,
  loc: fault?.loc ?? [],
  missing: gone.data.code,
});
