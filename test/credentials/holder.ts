import type { ApiKeyWithSecret, Client, User } from '@roster/client';
import { cookieHeader, cookiesOf, logInWithCookies, ownPage, sendWith } from '../sessions/cookies.ts';
import { type GivenUser, givenAccount, givenPassword, givenSession, givenUser } from '../support/given.ts';
import { givenRole } from '../support/given-authority.ts';
import { superPassword, type TestService } from '../support/service.ts';

/** Every kind of credential a user can have, in the order of the columns of the matrix. */
export const credentials = [
  'access',
  'refresh',
  'otherAccess',
  'otherRefresh',
  'cookie',
  'cookieRefresh',
  'keyFull',
  'keyScoped',
  'keyMade',
] as const;
export type Credential = (typeof credentials)[number];

/** What the role of every holder gives, and the permission that the scoped key was restricted to. */
export const rolePermissions = ['users:read', 'stats:read', 'api-keys:create'];
export const scopedPermission = 'stats:read';

/** Users with one credential of each kind, and whoever acts upon them. */
export interface Holder {
  readonly service: TestService;
  readonly root: Client;
  readonly superPassword: string;
  readonly user: User;
  readonly role: string;
  readonly password: string;
  /** The session that acts for itself. */
  readonly own: GivenUser;
  readonly other: GivenUser;
  readonly keyFull: ApiKeyWithSecret;
  readonly keyMade: ApiKeyWithSecret;
  /** Made `keyMade`. */
  readonly maker: GivenUser;
  /** Sends a write by the cookie. */
  sendByCookie(method: string, path: string, body?: object): Promise<number>;
  /** What is sent next; a rotation leaves its successor here. */
  readonly secrets: Record<Credential, string>;
}

/** Makes a user, and every kind of credential for them. */
export async function givenHolder(service: TestService): Promise<Holder> {
  const role = (await givenRole(service, { permissions: rolePermissions })).name;
  const { root } = service;
  const user = await givenAccount(service, { role, password: givenPassword });
  const own = await givenSession(service, { user, password: givenPassword });
  const other = await givenSession(service, { user, password: givenPassword });
  const maker = await givenUser(service, { role: 'admin' });
  const page = await logInWithCookies(service, user.username, givenPassword);
  const [cookie, cookieRefresh] = page.cookies;
  if (!cookie || !cookieRefresh) throw new Error('The log-in gave no cookies.');
  const keyFull = await own.client.createApiKey({ name: 'full', permissions: rolePermissions });
  const keyScoped = await own.client.createApiKey({ name: 'scoped', permissions: [scopedPermission] });
  const keyMade = await maker.client.createUserApiKey({
    user: user.id,
    name: 'made by an administrator',
    permissions: rolePermissions,
  });
  return {
    service,
    root,
    superPassword,
    user,
    role,
    password: givenPassword,
    own,
    other,
    keyFull,
    keyMade,
    maker,
    sendByCookie: async (method, path, body) => {
      const answer = await sendWith(service, [method, path], { Cookie: page.Cookie, ...ownPage }, body);
      if (answer.status >= 400) throw new Error(`${method} ${path} answers with ${answer.text}`);
      return answer.status;
    },
    secrets: {
      access: own.accessToken,
      refresh: own.refreshToken,
      otherAccess: other.accessToken,
      otherRefresh: other.refreshToken,
      cookie: cookieHeader([cookie]),
      cookieRefresh: cookieHeader([cookieRefresh]),
      keyFull: keyFull.key,
      keyScoped: keyScoped.key,
      keyMade: keyMade.key,
    },
  };
}

const refreshing: ReadonlySet<Credential> = new Set(['refresh', 'otherRefresh', 'cookieRefresh']);

async function refreshAt(url: string, { secrets }: Holder, credential: Credential): Promise<string> {
  const byCookie = credential === 'cookieRefresh';
  const secret = secrets[credential];
  const answer = await sendWith(
    { url },
    ['POST', '/auth/refresh'],
    byCookie ? { Cookie: secret, ...ownPage } : {},
    byCookie ? {} : { refreshToken: secret },
  );
  if (answer.status === 401) return 'dead';
  if (answer.status !== 200) return answer.text;
  const next = byCookie
    ? cookieHeader(cookiesOf(answer).filter(({ name }) => name.endsWith('refresh')))
    : String(JSON.parse(answer.text).refreshToken);
  secrets[credential] = next;
  return 'alive';
}

/** What this credential can do at this instance now: `dead`, `alive`, or what is left of `read` and `stats`. */
export async function stateAt(url: string, holder: Holder, credential: Credential): Promise<string> {
  if (refreshing.has(credential)) return refreshAt(url, holder, credential);
  const secret = holder.secrets[credential];
  const headers: Record<string, string> =
    credential === 'cookie' ? { Cookie: secret } : { Authorization: `Bearer ${secret}` };
  const statusOf = async (path: string) => (await sendWith({ url }, ['GET', path], headers)).status;
  const seen = {
    me: await statusOf('/auth/me'),
    read: await statusOf('/users?limit=1'),
    stats: await statusOf('/users-stats'),
  };
  const text = `${seen.me} ${seen.read} ${seen.stats}`;
  const names: Readonly<Record<string, string>> = {
    '200 200 200': 'full',
    '200 403 200': 'stats',
    '200 403 403': 'alive',
    '401 401 401': 'dead',
  };
  return names[text] ?? text;
}
