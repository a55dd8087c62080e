import { describe, expect, it } from 'vitest';
import { createClock, givenAccount, givenPassword, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { countVerifications, defaultLimits, limits, logInFrom } from './given-throttle.ts';

const clock = createClock();
const { counter, override } = countVerifications();
const wrong = 'not the password at all';
const minuteMs = 60_000;

function useThrottledService(throttle = defaultLimits) {
  return useService({
    // The clock goes further than a usual token of the super admin lives.
    config: { throttle, accessTokenTtlSeconds: 10_000_000, refreshTokenTtlSeconds: 10_000_000 },
    override: (dependencies) => ({ ...override(dependencies), clock: { now: clock.now } }),
  });
}

describe('one name from one source', () => {
  const service = useThrottledService(limits({ nameAndSource: defaultLimits.nameAndSource }));
  const guess = (username: string, password = wrong, localAddress = '127.0.0.1') =>
    logInFrom(service().url, { username, password }, { localAddress });

  it('fails ten times in 15 minutes; then no password is checked, not even the right one', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    for (let left = 9; left >= 0; left -= 1) {
      expect(await guess(username)).toEqual({
        status: 401,
        code: 'login-failed',
        retryAfter: undefined,
        rateLimit: `"name-and-source";r=${left};t=900`,
        rateLimitPolicy: '"name-and-source";q=10;w=900, "source";q=1000000;w=900, "name";q=1000000;w=900',
      });
    }
    const before = counter.verifications;
    clock.advance(minuteMs);
    for (const password of [wrong, givenPassword, givenPassword]) {
      expect(await guess(username, password)).toMatchObject({
        status: 429,
        code: 'too-many-requests',
        retryAfter: '840',
        rateLimit: '"name-and-source";r=0;t=840',
      });
    }
    expect(counter.verifications).toBe(before);
    clock.advance(14 * minuteMs);
    expect(await guess(username, givenPassword)).toMatchObject({
      status: 200,
      rateLimit: '"name-and-source";r=10;t=900',
    });
  });

  it('has one counter, however the name is spelled, and whether or not it is that of a user', async () => {
    for (const name of [uniqueName('Jürgen-ﬁ'), (await givenAccount(service())).username]) {
      const spellings = [name, name.toUpperCase(), name.normalize('NFKD'), name.normalize('NFC')];
      for (let made = 0; made < 10; made += 1) {
        expect((await guess(spellings[made % 4] ?? name)).status).toBe(401);
      }
      for (const spelling of spellings) expect((await guess(spelling)).status).toBe(429);
    }
  });

  it('stands in the way of no other source and no other name', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    const { username: other } = await givenAccount(service(), { password: givenPassword });
    for (let made = 0; made < 11; made += 1) await guess(username);
    expect((await guess(username, givenPassword)).status).toBe(429);
    expect((await guess(username, givenPassword, '127.0.0.2')).status).toBe(200);
    expect((await guess(other, givenPassword)).status).toBe(200);
  });

  it('does not count log-ins that succeed, nor input that is not valid', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    for (let made = 0; made < 9; made += 1) expect((await guess(username)).status).toBe(401);
    for (let made = 0; made < 12; made += 1) {
      expect((await guess(username, givenPassword)).status).toBe(200);
      expect(await guess(username, 'x'.repeat(257))).toMatchObject({ status: 422, rateLimit: undefined });
    }
    expect((await guess(username)).rateLimit).toBe('"name-and-source";r=0;t=900');
  });
});

describe('one source', () => {
  const service = useThrottledService(limits({ source: { max: 20, windowSeconds: 60 } }));

  it('fails so often in a minute, whatever the names, and is then refused whatever the name', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    const guess = (name: string, password: string, localAddress = '127.0.0.3') =>
      logInFrom(service().url, { username: name, password }, { localAddress });
    for (let made = 0; made < 20; made += 1) expect((await guess(uniqueName(), wrong)).status).toBe(401);
    expect(await guess(username, givenPassword)).toMatchObject({
      status: 429,
      retryAfter: '60',
      rateLimit: '"source";r=0;t=60',
    });
    expect((await guess(username, givenPassword, '127.0.0.4')).status).toBe(200);
    clock.advance(minuteMs);
    expect((await guess(username, givenPassword)).status).toBe(200);
  });
});

describe('one name from everywhere', () => {
  const service = useThrottledService(limits({ name: { max: 20, windowSeconds: 3_600 } }));
  const guess = (username: string, password: string, localAddress: string) =>
    logInFrom(service().url, { username, password }, { localAddress });

  it('fails so often in an hour; then only sources get through that the user has logged in from', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    const { username: other } = await givenAccount(service(), { password: givenPassword });
    expect((await guess(username, givenPassword, '127.0.1.1')).status).toBe(200);
    expect((await guess(other, givenPassword, '127.0.1.2')).status).toBe(200);
    for (let made = 0; made < 20; made += 1) await guess(username, wrong, `127.0.2.${made + 1}`);

    const refused = { status: 429, retryAfter: '3600', rateLimit: '"name";r=0;t=3600' };
    expect(await guess(username, givenPassword, '127.0.3.1')).toMatchObject(refused);
    // Known, but of another user.
    expect(await guess(username, givenPassword, '127.0.1.2')).toMatchObject(refused);
    expect((await guess(username, givenPassword, '127.0.1.1')).status).toBe(200);
    expect((await guess(username, wrong, '127.0.1.1')).status).toBe(401);
    expect((await guess(other, givenPassword, '127.0.3.1')).status).toBe(200);
  });

  it('forgets a source after 30 days without a log-in from there', async () => {
    const { username } = await givenAccount(service(), { password: givenPassword });
    await guess(username, givenPassword, '127.0.1.1');
    clock.advance(30 * 24 * 60 * minuteMs + 1);
    for (let made = 0; made < 20; made += 1) await guess(username, wrong, `127.0.2.${made + 1}`);
    expect((await guess(username, givenPassword, '127.0.1.1')).status).toBe(429);
    clock.advance(60 * minuteMs);
    expect((await guess(username, givenPassword, '127.0.1.1')).status).toBe(200);
  });
});
