import { clientFiles } from '../../openapi/src/client/client-files.ts';

/** The example in the doc block of every operation, as it stands in the generated client. */
export function documentedExamples(): string[] {
  const text = clientFiles()['client.ts'] ?? '';
  return [...text.matchAll(/@example\n\s+\* (.*)\n/g)].map((match) => match[1] ?? '');
}

const imports =
  "import { createClient, isProblem, keepSession, paginate, type Client, type User } from '@roster/client';";

/** A consumer that calls every operation as its documentation shows it. */
export function consumerOfEverything(): string {
  const calls = documentedExamples().map((example) => `{ ${example.replace(/^const answer = /, 'void ')} }`);
  return `${imports}
declare const client: Client;
export async function everything(): Promise<void> {
  ${calls.join('\n  ')}
}
`;
}

/** What consumers may rely on in types, and what the compiler refuses. */
export const typeTests = `${imports}
import { infiniteQueryOf, mutationOf, queryOf } from '@roster/client/react-query';
import { mockOf } from '@roster/client/msw';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const proves = <Truth extends true>(...truth: Truth[]): void => void truth;

const anonymous = createClient({ baseUrl: 'https://users.example.org' });

export async function bodies(client: Client): Promise<void> {
  const user = await client.getUser({ user: '@jane' });
  proves<Equal<typeof user, User>>();
  const nothing = await client.deleteUser({ user: user.id }, { ifMatch: user });
  proves<Equal<typeof nothing, undefined>>();
  for await (const item of paginate(client.listUsers, { limit: 10 })) proves<Equal<typeof item, User>>();
}

export async function problems(client: Client): Promise<void> {
  try {
    await client.createUser({ username: 'jane' });
  } catch (error) {
    if (isProblem(error, 'username-taken', 'email-taken')) proves<Equal<typeof error.code, 'username-taken' | 'email-taken'>>();
    // @ts-expect-error There is no such problem.
    isProblem(error, 'username-lost');
  }
  const raw = await client.raw.createUser({ username: 'jane' });
  if (raw.ok) proves<Equal<typeof raw.status, 201>>();
  else if (raw.status === 409) proves<'username-taken' extends typeof raw.problem.code ? true : false>();
  // @ts-expect-error The operation has no such status.
  else if (raw.status === 418) throw raw;
}

export async function refused(client: Client): Promise<void> {
  // @ts-expect-error A field of the path is missing.
  await client.getUser({});
  // @ts-expect-error There is no such field.
  await client.updateUser({ user: '@jane', passwordHash: 'x' });
  // @ts-expect-error The operation takes no If-Match.
  await client.createUser({ username: 'jane' }, { ifMatch: 'x' });
  // @ts-expect-error The operation takes no idempotency key.
  await client.getUser({ user: '@jane' }, { idempotencyKey: 'x' });
  // @ts-expect-error It is not a list.
  paginate(client.getUser, { user: '@jane' });
}

export async function sessions(): Promise<Client> {
  const tokens = await anonymous.logIn({ username: 'jane', password: 'x' });
  return createClient({ baseUrl: '', token: keepSession(anonymous, { tokens, save: (next) => void next?.user }) });
}

export function queries(client: Client): unknown[] {
  const jane = queryOf(client, 'getUser', { user: '@jane' });
  proves<Equal<Awaited<ReturnType<typeof jane.queryFn>>, User>>();
  // @ts-expect-error The user is missing.
  queryOf(client, 'getUser');
  // @ts-expect-error It changes something.
  queryOf(client, 'deleteUser', { user: '@jane' });
  return [jane, queryOf(client, 'listUsers'), infiniteQueryOf(client, 'listUsers', { limit: 5 }), mutationOf(client, 'createUser')];
}

export function mocks(http: Parameters<typeof mockOf<'getUser', string>>[0], user: User): string[] {
  // @ts-expect-error The operation has no such problem.
  mockOf(http, 'getUser', { status: 404, code: 'role-not-found' });
  // @ts-expect-error A user has more than a name.
  mockOf(http, 'getUser', { status: 200, body: { username: 'jane' } });
  return [mockOf(http, 'getUser', { status: 200, body: user }), mockOf(http, 'getUser', { status: 404, code: 'user-not-found' })];
}
`;

/** A program that runs in both module systems once its import is written for one of them. */
export const program = `
const [baseUrl] = process.argv.slice(2);
const client = createClient({ baseUrl, token: 't' });
Promise.resolve()
  .then(async () => {
    const names = [];
    for await (const user of paginate(client.listUsers, {})) names.push(user.username);
    const error = await client.getUser({ user: '@nobody' }).catch((error) => error);
    const redirected = await client.getUser({ user: '@elsewhere' }).catch((error) => error);
    console.log(JSON.stringify({
      names,
      isProblem: isProblem(error, 'user-not-found'),
      redirected: [redirected.name, redirected.status],
      query: queryOf(client, 'getMe').queryKey,
      mock: mockOf({ get: (path) => path }, 'getUser', { status: 404, code: 'user-not-found' }),
    }));
  });
`;

/** The same for a compiler without module resolution of its own, to see what an import brings along. */
export const bundleEntries: Readonly<Record<string, string>> = {
  createClient: "export { createClient } from '@roster/client';",
  'createClient, isProblem, paginate': "export { createClient, isProblem, paginate } from '@roster/client';",
  'keepSession alone': "export { keepSession } from '@roster/client';",
  everything: "export * from '@roster/client';",
  'react-query alone': "export * from '@roster/client/react-query';",
  'msw alone': "export * from '@roster/client/msw';",
  nothing: "import '@roster/client';",
};
