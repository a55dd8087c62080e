import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, givenUser } from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { cookieHeader, cookiesOf, logInWithCookies, ownPage, sendWith } from './cookies.ts';
import { startOwn } from './own-clock.ts';

const clock = createClock();
const service = useService({ override: clock.override });

const getMe = ['GET', '/auth/me'] as const;
const updateMe = ['PATCH', '/auth/me'] as const;
const refresh = ['POST', '/auth/refresh'] as const;
const logOut = ['POST', '/auth/logout'] as const;
const logIn = ['POST', '/auth/login'] as const;

/** What takes a cookie back. */
const gone = (name: string) => ({
  name,
  value: '',
  attributes: 'Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
});
const bothGone = [gone('roster-access'), gone('roster-refresh')];

describe('logIn with transport cookie', () => {
  it('gives the tokens in cookies that no script can read, and not in the body', async () => {
    const { answer, cookies } = await logInWithCookies(service());
    expect(answer.status).toBe(200);
    const body = JSON.parse(answer.text);
    expect(body).toMatchObject({ accessToken: null, refreshToken: null });
    expect(body.user.username).toBe(superUsername);
    expect(cookies).toEqual([
      {
        name: 'roster-access',
        value: expect.stringMatching(/^rst_ca_[\w-]{43}$/),
        attributes: 'Path=/; Max-Age=900; HttpOnly; SameSite=Strict',
      },
      {
        name: 'roster-refresh',
        value: expect.stringMatching(/^rst_cr_[\w-]{80}$/),
        attributes: 'Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict',
      },
    ]);
    for (const { value } of cookies) expect(answer.text).not.toContain(value.slice(7));
  });

  it('binds the cookies to https and this host wherever the public URL is https', async () => {
    const published = { isPublishedSafely: true, publicOrigin: 'https://users.example.org' };
    const { own } = await startOwn(published);
    const { cookies, Cookie } = await logInWithCookies(own);
    expect(cookies.map(({ name }) => name)).toEqual(['__Host-roster-access', '__Host-roster-refresh']);
    for (const { attributes } of cookies)
      expect(attributes).toMatch(/^Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/);
    expect((await sendWith(own, getMe, { Cookie })).status).toBe(200);
    // Under the other name, somebody else may have planted it.
    const planted = Cookie.replaceAll('__Host-', '');
    expect((await sendWith(own, getMe, { Cookie: planted })).problem?.code).toBe('authentication-required');
    const answer = await sendWith(own, logOut, { Cookie, ...ownPage });
    expect(cookiesOf(answer).map(({ attributes }) => attributes)).toEqual(
      Array(2).fill('Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure'),
    );
  });

  it('is refused to other sites before the password is looked at, and begins no session', async () => {
    const { reader } = service().dependencies.database;
    const before = await reader('sessions').select('id');
    for (const password of [superPassword, 'wrong password']) {
      const body = { username: superUsername, password, transport: 'cookie' };
      for (const headers of [{}, { 'Sec-Fetch-Site': 'cross-site' }]) {
        const answer = await sendWith(service(), logIn, headers, body);
        expect(answer.problem?.code).toBe('cross-origin-refused');
        expect(cookiesOf(answer)).toEqual([]);
      }
    }
    expect(await reader('sessions').select('id')).toHaveLength(before.length);
  });

  it('gives new cookies at every log-in, whatever cookies are there', async () => {
    const first = await logInWithCookies(service());
    const body = { username: superUsername, password: superPassword, transport: 'cookie' };
    const answer = await sendWith(service(), logIn, { ...ownPage, Cookie: first.Cookie }, body);
    const values = [...first.cookies, ...cookiesOf(answer)].map(({ value }) => value);
    expect(new Set(values).size).toBe(4);
  });

  it('refuses a transport that does not exist', async () => {
    const body = { username: superUsername, password: superPassword, transport: 'pigeon' };
    const answer = await sendWith(service(), logIn, ownPage, body);
    expect(answer.problem?.errors).toEqual([expect.objectContaining({ loc: ['body', 'transport'] })]);
  });
});

describe('the access cookie', () => {
  it('authenticates like a token in the header', async () => {
    const { Cookie } = await logInWithCookies(service());
    const answer = await sendWith(service(), getMe, { Cookie: `theme=dark; ${Cookie}; other=1` });
    expect(JSON.parse(answer.text).user.username).toBe(superUsername);
  });

  it('does not count beside Authorization, whichever of the two is valid', async () => {
    const { user, accessToken } = await givenUser(service());
    const { Cookie } = await logInWithCookies(service());
    const Authorization = `Bearer ${accessToken}`;
    const answer = await sendWith(service(), getMe, { Authorization, Cookie });
    expect(JSON.parse(answer.text).user.id).toBe(user.id);
    // A change needs no proof then, because no browser adds that header by itself.
    const change = await sendWith(service(), updateMe, { Authorization, Cookie }, { displayName: 'Jane' });
    expect(change.status).toBe(200);
    const wrong = { Authorization: `Bearer rst_a_${'A'.repeat(43)}`, Cookie };
    const refused = await sendWith(service(), getMe, wrong);
    expect(refused.problem?.code).toBe('credential-invalid');
    expect(cookiesOf(refused)).toEqual([]);
    const logout = await sendWith(service(), logOut, { Authorization, Cookie });
    expect([logout.status, cookiesOf(logout)]).toEqual([204, []]);
    expect((await sendWith(service(), getMe, { Cookie })).status).toBe(200);
  });

  it.each([
    ['a token that was never issued', `roster-access=rst_ca_${'A'.repeat(43)}`],
    ['nothing in it', 'roster-access='],
    ['garbage in it', 'roster-access=%00'],
  ])('with %s is refused and taken back', async (_name, Cookie) => {
    for (const [route, headers] of [
      [getMe, {}],
      [logOut, ownPage],
    ] as const) {
      const answer = await sendWith(service(), route, { Cookie, ...headers });
      expect(answer.problem?.code).toBe('credential-invalid');
      // The other cookie may still be good: this one runs out every quarter of an hour.
      expect(cookiesOf(answer)).toEqual([gone('roster-access')]);
    }
  });

  it('is left alone by operations for nobody', async () => {
    const Cookie = 'roster-access=garbage';
    const body = { username: superUsername, password: superPassword };
    const answer = await sendWith(service(), logIn, { Cookie }, body);
    expect([answer.status, cookiesOf(answer)]).toEqual([200, []]);
  });
});

describe('a change with the cookie', () => {
  const other = 'http://evil.example';

  it.each<[boolean, string, Record<string, string>]>([
    [true, 'Sec-Fetch-Site same-origin', { 'Sec-Fetch-Site': 'same-origin' }],
    [true, 'Sec-Fetch-Site same-origin, whatever the origin', { ...ownPage, Origin: other }],
    [true, 'the own origin', { Origin: 'http://users.example' }],
    [false, 'no proof at all', {}],
    [false, 'another origin', { Origin: other }],
    [false, 'the origin null', { Origin: 'null' }],
    [false, 'a subdomain', { Origin: 'http://www.users.example' }],
    [true, 'the own origin over https', { Origin: 'https://users.example' }],
    [false, 'an origin with a name before the host', { Origin: 'http://x@users.example' }],
    [false, 'an origin with a path', { Origin: 'http://users.example/' }],
    [false, 'another scheme', { Origin: 'ftp://users.example' }],
    [false, 'another port', { Origin: 'http://users.example:8080' }],
    [
      false,
      'the own origin, but a cross-site fetch',
      { ...siteOf('cross-site'), Origin: 'http://users.example' },
    ],
    [false, 'a fetch from the same site', siteOf('same-site')],
    [false, 'a fetch from no page', siteOf('none')],
    [false, 'an empty Sec-Fetch-Site', siteOf('')],
    [false, 'Sec-Fetch-Site twice', siteOf('same-origin, same-origin')],
  ])('(%s) with %s', async (isAccepted, _name, proof) => {
    const { Cookie } = await logInWithCookies(service());
    const headers = { Cookie, Host: 'users.example', ...proof };
    const displayName = crypto.randomUUID();
    const answer = await sendWith(service(), updateMe, headers, { displayName });
    expect(answer.problem?.code).toBe(isAccepted ? undefined : 'cross-origin-refused');
    const { user } = await service().root.getMe();
    expect(user.displayName === displayName).toBe(isAccepted);
    // Reading needs no proof: no other site sees the answer.
    expect((await sendWith(service(), getMe, { Cookie, ...proof })).status).toBe(200);
  });

  it('compares with the public origin, scheme and all, where that is known', async () => {
    const { own } = await startOwn({ publicOrigin: 'https://users.example' });
    const { Cookie } = await logInWithCookies(own);
    const verdict = async (Origin: string) => {
      const headers = { Cookie, Origin, Host: 'users.example' };
      return (await sendWith(own, updateMe, headers, { displayName: 'Jane' })).status;
    };
    expect(await verdict('https://users.example')).toBe(200);
    expect(await verdict('http://users.example')).toBe(403);
    expect(await verdict('https://users.example:8443')).toBe(403);
  });

  it('is not taken from a form, even where the operation has no body', async () => {
    const { Cookie } = await logInWithCookies(service());
    const headers = { Cookie, ...ownPage };
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      const withoutBody = await sendWith(service(), logOut, { ...headers, 'Content-Type': type });
      expect(withoutBody.problem?.code).toBe('cross-origin-refused');
      const withBody = await sendWith(service(), updateMe, { ...headers, 'Content-Type': type });
      expect(withBody.problem?.code).toBe('unsupported-media-type');
    }
    expect((await sendWith(service(), getMe, { Cookie })).status).toBe(200);
  });
});

describe('refreshSession with the cookie', () => {
  it('rotates the cookies of the same session, and repeats them when the answer was lost', async () => {
    const { answer, Cookie } = await logInWithCookies(service());
    const headers = { Cookie, ...ownPage };
    const first = await sendWith(service(), refresh, headers, {});
    const { sessionId, user } = JSON.parse(answer.text);
    expect(JSON.parse(first.text)).toMatchObject({ sessionId, accessToken: null, refreshToken: null });
    expect(cookiesOf(first).map(({ value }) => value.slice(0, 7))).toEqual(['rst_ca_', 'rst_cr_']);
    const again = await sendWith(service(), refresh, headers, {});
    expect(cookiesOf(again)).toEqual(cookiesOf(first));
    const next = cookieHeader(cookiesOf(first));
    expect(next).not.toBe(Cookie);
    const me = await sendWith(service(), getMe, { Cookie: next });
    expect(JSON.parse(me.text).user.id).toBe(user.id);
  });

  it('ends the session on a replay, and takes both cookies back', async () => {
    const { Cookie } = await logInWithCookies(service());
    const headers = { Cookie, ...ownPage };
    const first = await sendWith(service(), refresh, headers, {});
    clock.advance(10_001);
    const replay = await sendWith(service(), refresh, headers, {});
    expect(replay.problem?.code).toBe('refresh-token-invalid');
    expect(cookiesOf(replay)).toEqual(bothGone);
    const next = cookieHeader(cookiesOf(first));
    expect((await sendWith(service(), getMe, { Cookie: next })).status).toBe(401);
  });

  it('takes both cookies back when the refresh token is not valid', async () => {
    for (const value of ['', 'garbage', `rst_cr_${'A'.repeat(80)}`]) {
      const headers = { Cookie: `roster-refresh=${value}`, ...ownPage };
      const answer = await sendWith(service(), refresh, headers, {});
      expect(answer.problem?.code).toBe('refresh-token-invalid');
      expect(cookiesOf(answer)).toEqual(bothGone);
    }
  });

  it('is refused to other sites, and rotates nothing then', async () => {
    const { Cookie } = await logInWithCookies(service());
    const rows = await auditRowsOf(service(), async () => {
      const answer = await sendWith(service(), refresh, { Cookie, 'Sec-Fetch-Site': 'cross-site' }, {});
      expect(answer.problem?.code).toBe('cross-origin-refused');
      expect(cookiesOf(answer)).toEqual([]);
    });
    expect(rows).toEqual([]);
  });

  it('prefers the token in the body, which stays out of cookies', async () => {
    const given = await givenUser(service());
    const { Cookie } = await logInWithCookies(service());
    const answer = await sendWith(service(), refresh, { Cookie }, { refreshToken: given.refreshToken });
    expect(JSON.parse(answer.text)).toMatchObject({ sessionId: given.sessionId });
    expect(cookiesOf(answer)).toEqual([]);
  });
});

describe('logOut with the cookie', () => {
  it('ends the session and takes both cookies back', async () => {
    const { Cookie } = await logInWithCookies(service());
    const answer = await sendWith(service(), logOut, { Cookie, ...ownPage });
    expect([answer.status, cookiesOf(answer)]).toEqual([204, bothGone]);
    expect((await sendWith(service(), getMe, { Cookie })).status).toBe(401);
    expect((await sendWith(service(), refresh, { Cookie, ...ownPage }, {})).status).toBe(401);
  });

  it('takes no cookies back from whoever has none', async () => {
    const { client } = await givenUser(service());
    const { headers } = await client.raw.logOut();
    expect(headers.has('set-cookie')).toBe(false);
    const { headers: refused } = await expectProblem(client.getMe(), 'credential-invalid');
    expect(refused.has('set-cookie')).toBe(false);
  });
});

function siteOf(site: string): Record<string, string> {
  return { 'Sec-Fetch-Site': site };
}
