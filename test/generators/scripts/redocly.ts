import { configure, createUser, deleteUser, getUser, listUsers, logIn } from './client.js';
import { admin, report, url, usernames } from './environment.js';

configure({ serverUrl: url });
const tokens = await logIn({ body: admin });
if (tokens.error) throw new Error(tokens.error.detail);
configure({ auth: { bearer: tokens.data.accessToken ?? '' } });

const created: { id: string; version: number }[] = [];
for (const username of usernames) {
  const answer = await createUser({ body: { username } });
  if (answer.error) throw new Error(answer.error.detail);
  created.push(answer.data);
}

const listed: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const answer = await listUsers({ query: cursor === undefined ? { limit: 2 } : { limit: 2, cursor } });
  if (answer.error) throw new Error(answer.error.detail);
  pages += 1;
  listed.push(...answer.data.data.map(({ username }) => username));
  cursor = answer.data.page.nextCursor ?? undefined;
} while (cursor !== undefined);

const refused = await createUser({ body: { username: 'x' } });
if (refused.error?.code !== 'validation-failed') throw new Error('validation-failed was expected');
const [fault] = refused.error.errors ?? [];

for (const { id } of created) {
  const answer = await deleteUser({ path: { user: id } });
  if (answer.error) throw new Error(answer.error.detail);
}
const gone = await getUser({ path: { user: created[0]?.id ?? '' } });

report({
  created: created.map(({ version }) => version),
  isPaged: pages > 1,
  listed: listed.filter((username) => usernames.includes(username)).sort(),
  status: refused.response.status,
  code: refused.error.code,
  loc: fault?.loc ?? [],
  missing: gone.error?.code ?? '',
});
