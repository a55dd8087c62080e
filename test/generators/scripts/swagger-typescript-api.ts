import { Api, type HttpResponse, type UserNotFoundProblem, type ValidationFailedProblem } from './client.js';
import { admin, report, url, usernames } from './environment.js';

const { api, setSecurityData } = new Api<string>({
  baseUrl: url,
  securityWorker: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
});
const { data: tokens } = await api.logIn(admin);
setSecurityData(tokens.accessToken);

/** A failure is the response, thrown without a type. */
async function failure<Problem>(call: Promise<unknown>): Promise<HttpResponse<unknown, Problem>> {
  return call.then(
    () => Promise.reject(new Error('A problem was expected.')),
    (response: HttpResponse<unknown, Problem>) => response,
  );
}

const created: { id: string; version: number }[] = [];
for (const username of usernames) {
  const { data } = await api.createUser({ username }, { secure: true });
  created.push(data);
}

const listed: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const query = cursor === undefined ? { limit: 2 } : { limit: 2, cursor };
  const { data } = await api.listUsers(query, { secure: true });
  pages += 1;
  listed.push(...data.data.map(({ username }) => username));
  cursor = data.page.nextCursor ?? undefined;
} while (cursor !== undefined);

const refused = await failure<ValidationFailedProblem>(api.createUser({ username: 'x' }, { secure: true }));
const [fault] = refused.error.errors ?? [];

for (const { id } of created) await api.deleteUser(id, { secure: true });
const gone = await failure<UserNotFoundProblem>(api.getUser(created[0]?.id ?? '', { secure: true }));

report({
  created: created.map(({ version }) => version),
  isPaged: pages > 1,
  listed: listed.filter((username) => usernames.includes(username)).sort(),
  status: refused.status,
  code: refused.error.code,
  loc: fault?.loc ?? [],
  missing: gone.error.code,
});
