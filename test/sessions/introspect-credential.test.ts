import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { dumpTables } from '../http/dump-tables.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, givenUser } from '../support/given.ts';
import { expectNeeds } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { logInWithCookies } from './cookies.ts';

const clock = createClock();
const service = useService({ override: clock.override });

const look = (token: string) => service().root.introspectCredential({ token });

function inMs(ms: number): string {
  return new Date(clock.now() + ms).toISOString();
}

/** A user with a session and a key that lasts for a minute. */
async function given() {
  const user = await givenUser(service(), { role: 'editor', permissions: ['roles:read', 'stats:read'] });
  const wish = { name: 'short', permissions: ['stats:read'], expiresAt: inMs(60_000) };
  return { ...user, key: await user.client.createApiKey(wish) };
}

describe('POST /auth/introspect', () => {
  it('tells whose access token it is, what it may do and until when', async () => {
    const { user, accessToken } = await given();
    expect(await look(accessToken)).toEqual({
      active: true,
      userId: user.id,
      username: user.username,
      permissions: ['api-keys:create', 'roles:read', 'stats:read'],
      expiresAt: inMs(900_000),
    });
  });

  it('tells of an API key what the key may do, not what its user may', async () => {
    const { user, key } = await given();
    expect(await look(key.key)).toEqual({
      active: true,
      userId: user.id,
      username: user.username,
      permissions: ['stats:read'],
      expiresAt: key.expiresAt,
    });
    const lasting = await giveApiKey(service(), user.id);
    expect(await look(lasting.key)).toMatchObject({ active: true, permissions: [], expiresAt: null });
  });

  it('tells what is true at this moment', async () => {
    const { user, key, accessToken } = await given();
    await service().root.updateUserPermissions({ user: user.id, permissions: [] });
    expect((await look(key.key)).permissions).toEqual([]);
    expect((await look(accessToken)).permissions).toEqual(['api-keys:create']);
  });

  it('tells nothing of whatever cannot be used, and not why', async () => {
    const disabled = await given();
    await service().root.setUserStatus({ user: disabled.user.id, isActive: false });
    const ended = await given();
    await ended.client.revokeApiKey({ apiKeyId: ended.key.id });
    await ended.client.logOut();
    const forced = await given();
    const { reader } = service().dependencies.database;
    await reader('users').where({ id: forced.user.id }).update({ must_change_password: true });
    const expired = await given();
    clock.advance(60_000);
    const live = await given();
    // What is for a browser is none for an application to pass on.
    const { cookies } = await logInWithCookies(service());

    const tokens = [
      ...cookies.map(({ value }) => value),
      ...[disabled, ended, forced].flatMap(({ accessToken, refreshToken, key }) => [
        accessToken,
        refreshToken,
        key.key,
      ]),
      expired.key.key,
      live.refreshToken,
      live.user.id,
      `rst_a_${'A'.repeat(43)}`,
      `rst_k_${'A'.repeat(43)}`,
      live.key.key.replace('rst_k_', 'rst_a_'),
      live.accessToken.replace('rst_a_', 'rst_k_'),
      ` ${live.accessToken}`,
      'Bearer',
      'x'.repeat(4096),
    ];
    for (const token of tokens) {
      const response = await service().fetch('/api/v1/auth/introspect', {
        method: 'POST',
        headers: { Authorization: `Bearer ${live.accessToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      expect((await response.json()).code).toBe('permission-denied');
      expect(await look(token)).toEqual({ active: false });
    }
    expect((await look(live.accessToken)).active).toBe(true);
    expect((await look(live.key.key)).active).toBe(true);
  });

  it('is no use of the credential', async () => {
    const { accessToken, key } = await given();
    clock.advance(120_000);
    await service().root.getMe();
    const before = await allTimes();
    await look(accessToken);
    await look(key.key);
    expect(await allTimes()).toEqual(before);
  });

  async function allTimes() {
    const { reader } = service().dependencies.database;
    return {
      tables: await dumpTables(service()),
      users: await reader('users').orderBy('id').pluck('last_seen_at'),
      sessions: await reader('sessions').orderBy('id').pluck('last_seen_at'),
      keys: await reader('api_keys').orderBy('id').pluck('last_used_at'),
    };
  }

  it('serves an application that has an API key', async () => {
    const { user } = await service().root.getMe();
    const { key } = await giveApiKey(service(), user.id, ['sessions:introspect']);
    const { accessToken } = await given();
    expect((await service().as(key).introspectCredential({ token: accessToken })).active).toBe(true);
  });

  it.each([
    ['nothing', {}, 'required'],
    ['an empty text', { token: '' }, 'too_short'],
    ['4,097 characters', { token: 'x'.repeat(4097) }, 'too_long'],
    ['a number', { token: 7 }, 'wrong_type'],
  ])('refuses %s, and repeats no token', async (_name, body, type) => {
    const call = service().root.introspectCredential(body as { token: string });
    const { problem } = await expectProblem(call, 'validation-failed');
    expect(problem.errors).toMatchObject([{ loc: ['body', 'token'], type }]);
    expect(problem.errors?.[0]).not.toHaveProperty('input');
  });

  itNeedsACredential(service, (client) => client.introspectCredential({ token: 'x' }));

  it('needs sessions:introspect', () =>
    expectNeeds(service(), ['sessions:introspect'], (client) => client.introspectCredential({ token: 'x' })));
});
