import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { givenPassword, givenUser, quickHashes } from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import { cookieHeader, cookiesOf, logInWithCookies, ownPage, sendWith } from './cookies.ts';

const service = useService({ override: quickHashes });

const getMe = ['GET', '/auth/me'] as const;
const refresh = ['POST', '/auth/refresh'] as const;
const logIn = ['POST', '/auth/login'] as const;

describe('a log-in in a browser that is logged in', () => {
  const isAlive = async (Cookie: string) => (await sendWith(service(), getMe, { Cookie })).status === 200;

  async function logInAgain(Cookie: string, fields: object = {}, headers: object = ownPage) {
    const { user } = await givenUser(service());
    const body = { username: user.username, password: givenPassword, transport: 'cookie', ...fields };
    return { user, answer: await sendWith(service(), logIn, { ...headers, Cookie }, body) };
  }

  it('ends the session of the old cookies, of whatever user, and of no other', async () => {
    const [old, other] = [await logInWithCookies(service()), await logInWithCookies(service())];
    const { sessionId } = JSON.parse(old.answer.text);
    const rows = await auditRowsOf(service(), async () => {
      expect((await logInAgain(old.Cookie)).answer.status).toBe(200);
    });
    expect(await isAlive(old.Cookie)).toBe(false);
    const refreshed = await sendWith(service(), refresh, { ...ownPage, Cookie: old.Cookie }, {});
    expect(refreshed.problem?.code).toBe('refresh-token-invalid');
    expect(await isAlive(other.Cookie)).toBe(true);
    const ended = rows.filter(({ action }) => action === 'session.ended');
    expect(ended).toEqual([expect.objectContaining({ target_id: sessionId, target_name: superUsername })]);
  });

  it.each(['roster-access', 'roster-refresh'])(
    'finds it by the cookie %s alone, also when that was used',
    async (name) => {
      const old = await logInWithCookies(service());
      const next = await sendWith(service(), refresh, { ...ownPage, Cookie: old.Cookie }, {});
      const alone = cookieHeader(old.cookies.filter((cookie) => cookie.name === name));
      await logInAgain(alone);
      expect(await isAlive(cookieHeader(cookiesOf(next)))).toBe(false);
    },
  );

  it('ends nothing unless the log-in succeeds, by cookie, and from here', async () => {
    const old = await logInWithCookies(service());
    const attempts = [
      logInAgain(old.Cookie, { password: 'wrong password' }),
      logInAgain(old.Cookie, { transport: 'bearer' }),
      logInAgain(old.Cookie, {}, { 'Sec-Fetch-Site': 'cross-site' }),
      logInAgain(old.Cookie, {}, { ...ownPage, Authorization: 'Bearer x' }),
    ];
    const statuses = (await Promise.all(attempts)).map(({ answer }) => answer.status);
    expect(statuses).toEqual([401, 200, 403, 200]);
    expect(await isAlive(old.Cookie)).toBe(true);
  });

  it('ends nothing by cookies that were never issued', async () => {
    const old = await logInWithCookies(service());
    const forged = old.cookies.map(
      ({ name, value }) => `${name}=${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`,
    );
    const { answer } = await logInAgain(forged.join('; '));
    expect(answer.status).toBe(200);
    expect(await isAlive(old.Cookie)).toBe(true);
  });
});
