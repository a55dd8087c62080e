import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { NetworkError } from '@roster/client';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { rootToken } from '../conformance/sample-requests.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenActor } from '../support/given.ts';
import { startTestService, useService } from '../support/service.ts';
import { openExport } from './exports/open-export.ts';
import { pageTap } from './exports/page-tap.ts';
import { fillUp } from './lists/fill-up.ts';

const tap = pageTap();
const stalledReaderMs = 400;
const service = useService({ override: tap.override, config: { stalledReaderMs } });

const firstPage = 125;
const pageCount = 10;
const userCount = firstPage + (pageCount - 1) * 500 - 10;
/** As large as metadata may be: all users together have more of it than connections keep on their way. */
const largest = JSON.stringify({ text: 'x'.repeat(16_000) });
const largePageCount = 1 + Math.ceil((userCount - firstPage) / 31);

beforeAll(() => fillUp(service(), userCount), 60_000);
beforeEach(() => tap.reset());

const permissions = ['users:read', 'users:export'];
const endLine = /\{"end":true,"count":\d+\}\n$/;

/** Waits until no more pages are asked for, and says how many there were. */
async function pagesWhenQuiet(): Promise<number> {
  for (let before = -1; before !== tap.pages; ) {
    before = tap.pages;
    await sleep(200);
  }
  return tap.pages;
}

/** Does the work before this page is read. */
function duringPage(page: number, work: () => Promise<unknown>) {
  tap.beforePage = async (now) => {
    if (now === page) await work();
  };
}

/** How an export over HTTP/1.0 ends, where nothing but the connection can tell that it is not whole. */
function endOfOldExport(url: string, token: string): Promise<unknown> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /api/v1/users-export?format=csv HTTP/1.0\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return new Promise((resolve) => {
    socket.resume();
    socket.once('end', () => resolve('end'));
    socket.once('error', (error) => resolve(Reflect.get(error, 'code')));
  });
}

describe('a stream of exportUsers', () => {
  it('is read page by page, to its end', async () => {
    const { readRest } = await openExport(service().url, await rootToken(service()));
    const { text, isWhole } = await readRest();
    expect(isWhole).toBe(true);
    expect(text).toMatch(new RegExp(`\\{"end":true,"count":${userCount}\\}\\n$`));
    expect(tap.pages).toBe(pageCount);
  });

  it('is read no faster than its reader takes it', async () => {
    tap.metadata = largest;
    const { readRest, response } = await openExport(service().url, await rootToken(service()));
    // One page is read ahead, one waits, one is on its way, and the connection itself keeps a few megabytes.
    expect(await pagesWhenQuiet()).toBeLessThanOrEqual(largePageCount / 3);
    response.resume();
    const { isWhole } = await readRest();
    expect(isWhole).toBe(true);
    // Half a megabyte each, however many users that are.
    expect(tap.pages).toBe(largePageCount);
  }, 30_000);

  it('is not read any further for a reader who went away', async () => {
    tap.metadata = largest;
    const { leave } = await openExport(service().url, await rootToken(service()));
    const before = await pagesWhenQuiet();
    leave();
    expect(await pagesWhenQuiet()).toBeLessThanOrEqual(before + 1);
    expect(tap.pages).toBeLessThan(largePageCount);
  }, 30_000);

  it('is cut off if its reader takes nothing for too long, and not if the database is slow', async () => {
    tap.beforePage = async (page) => {
      if (page === 3) await sleep(3 * stalledReaderMs);
    };
    const patient = await openExport(service().url, await rootToken(service()));
    expect((await patient.readRest()).isWhole).toBe(true);

    tap.reset();
    tap.metadata = largest;
    const stalled = await openExport(service().url, await rootToken(service()));
    await pagesWhenQuiet();
    await sleep(2 * stalledReaderMs);
    const { isWhole, text } = await stalled.readRest();
    expect(isWhole).toBe(false);
    expect(text).not.toMatch(endLine);
  }, 30_000);

  it.each([
    ['disabled', (user: string) => service().root.setUserStatus({ user, isActive: false })],
    ['deleted', (user: string) => service().root.deleteUser({ user })],
    ['logged out', (user: string) => service().root.revokeUserSessions({ user })],
  ])('breaks off before the next page when the caller is %s', async (_, end) => {
    const { user, accessToken } = await givenActor(service(), permissions);
    duringPage(3, () => end(user.id));
    const { readRest } = await openExport(service().url, accessToken);
    const { text, isWhole } = await readRest();
    expect(isWhole).toBe(false);
    expect(text).not.toMatch(endLine);
    expect(tap.pages).toBe(3);
  });

  it('breaks off before the next page when the caller loses the permission', async () => {
    const { accessToken, hold } = await givenActor(service(), permissions);
    duringPage(3, () => hold('users:read'));
    const { readRest } = await openExport(service().url, accessToken, '?format=csv');
    expect((await readRest()).isWhole).toBe(false);
    expect(tap.pages).toBe(3);
  });

  it('breaks off when the API key is revoked', async () => {
    const { user } = await givenActor(service(), permissions);
    const key = await service().root.createUserApiKey({ user: user.id, name: 'export', permissions });
    duringPage(3, () => service().root.revokeUserApiKey({ user: user.id, apiKeyId: key.id }));
    const { readRest } = await openExport(service().url, key.key);
    expect((await readRest()).isWhole).toBe(false);
    expect(tap.pages).toBe(3);
  });

  it('goes on when the access token is renewed meanwhile', async () => {
    const { accessToken, refreshToken, sessionId } = await givenActor(service(), permissions);
    duringPage(3, async () => {
      await service().anonymous.refreshSession({ refreshToken });
      const { database } = service().dependencies;
      await database.transact(
        async (tx) =>
          void (await tx('access_tokens').where({ session_id: sessionId }).update({ expires_at: 1 })),
      );
    });
    const { readRest } = await openExport(service().url, accessToken);
    expect((await readRest()).isWhole).toBe(true);
  });

  const lost = () =>
    Object.assign(new Error('Connection lost: The server closed the connection.'), {
      code: 'PROTOCOL_CONNECTION_LOST',
    });

  it('breaks off without an end when the database fails in the middle', async () => {
    tap.beforePage = async (page) => {
      if (page === 4) throw lost();
    };
    const { readRest } = await openExport(service().url, await rootToken(service()));
    const { text, isWhole } = await readRest();
    expect(isWhole).toBe(false);
    expect(text).not.toMatch(endLine);
    expect(text.split('\n').length).toBeGreaterThan(1);
    expect(tap.pages).toBe(4);

    tap.pages = 0;
    const users = await service().root.exportUsers();
    const read = async () => {
      for await (const _ of users);
    };
    await expect(read()).rejects.toThrow(NetworkError);
  });

  it('is a problem when the database fails before the first byte', async () => {
    tap.beforePage = () => Promise.reject(lost());
    await expectProblem(service().root.exportUsers(), 'database-unavailable');
  });

  it('breaks off when a user is not what the contract says', async () => {
    tap.metadata = '"no object"';
    await expectProblem(service().root.exportUsers(), 'internal-error');
    tap.reset();
    tap.beforePage = async (page) => {
      if (page === 2) tap.metadata = '"no object"';
    };
    const { readRest } = await openExport(service().url, await rootToken(service()));
    expect((await readRest()).isWhole).toBe(false);
  });

  it('is reset, not merely closed, where no chunks tell that it is not whole', async () => {
    duringPage(2, async () => {
      // A client takes a reset that comes together with the last bytes for their end.
      await sleep(100);
      throw lost();
    });
    const ended = await endOfOldExport(service().url, await rootToken(service()));
    expect(ended).toBe('ECONNRESET');
  });

  it('is refused beside four others, until one of them has ended or its reader has left', async () => {
    const release = tap.hold((page) => page <= 4);
    const leaving = new AbortController();
    const { accessToken } = await givenActor(service(), permissions);
    const token = await rootToken(service());
    const left = service().root.exportUsers({}, { signal: leaving.signal });
    const others = [token, accessToken, accessToken].map((each) => openExport(service().url, each));
    await vi.waitFor(() => expect(tap.pages).toBe(4));
    const { client } = await givenActor(service(), permissions);
    const { headers } = await expectProblem(client.exportUsers(), 'overloaded');
    expect(headers.get('retry-after')).toBe('5');
    expect(tap.pages).toBe(4);

    leaving.abort();
    await expect(left).rejects.toThrow();
    const next = await vi.waitFor(() => service().root.exportUsers({ status: 'disabled' }));
    expect(await next.response.text()).toMatch(endLine);

    release();
    for (const other of others) expect((await (await other).readRest()).isWhole).toBe(true);
    const { readRest } = await openExport(service().url, token);
    expect((await readRest()).isWhole).toBe(true);
  });

  it('is refused beside two others of the same user, who leave places for the rest', async () => {
    const release = tap.hold((page) => page <= 2);
    const { accessToken, client } = await givenActor(service(), permissions);
    const own = [accessToken, accessToken].map((each) => openExport(service().url, each));
    await vi.waitFor(() => expect(tap.pages).toBe(2));
    await expectProblem(client.exportUsers(), 'overloaded');
    expect(await (await service().root.exportUsers()).response.text()).toMatch(endLine);
    release();
    for (const each of own) expect((await (await each).readRest()).isWhole).toBe(true);
    expect(await (await client.exportUsers()).response.text()).toMatch(endLine);
  });

  it('is one page, and no more, for readers who went away while it was read', async () => {
    const leavers = [2, 4, 6];
    const release = tap.hold((page) => page === 1 || leavers.includes(page));
    const { accessToken, client } = await givenActor(service(), permissions);
    const staying = openExport(service().url, accessToken);
    await vi.waitFor(() => expect(tap.pages).toBe(1));
    for (const page of leavers) {
      const leaving = new AbortController();
      const left = client.exportUsers({}, { signal: leaving.signal });
      await vi.waitFor(() => expect(tap.pages).toBe(page));
      leaving.abort();
      await expect(left).rejects.toThrow();
      // Only when the service knows that they left is there a place for this one, which reads a page, too.
      const next = await vi.waitFor(() => client.exportUsers({ status: 'disabled' }));
      expect(await next.response.text()).toMatch(endLine);
    }
    release();
    expect((await (await staying).readRest()).isWhole).toBe(true);
    expect(await pagesWhenQuiet()).toBe(2 * leavers.length + pageCount);
  });

  it('gives its place back when it is a problem', async () => {
    tap.beforePage = () => Promise.reject(lost());
    for (let times = 0; times <= 4; times += 1) {
      await expectProblem(service().root.exportUsers(), 'database-unavailable');
    }
  });

  it('reads one page for HEAD, which has no body', async () => {
    const { response, readRest } = await openExport(service().url, await rootToken(service()), '', 'HEAD');
    expect(response.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    expect(await readRest()).toEqual({ text: '', isWhole: true });
    expect(await pagesWhenQuiet()).toBe(1);
  });
});

it('a service that stops does not wait for a stream longer than for anything else', async () => {
  const other = await startTestService({ override: tap.override });
  await fillUp(other, 3_000);
  tap.metadata = largest;
  const stalled = await openExport(other.url, await rootToken(other));
  await pagesWhenQuiet();
  const startedAt = performance.now();
  await other.stop();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  expect((await stalled.readRest()).isWhole).toBe(false);
  onTestFinished(() => stalled.leave());
}, 60_000);

it('a service that stops resets a stream that has not ended, so that nobody takes it for whole', async () => {
  const other = await startTestService({ override: tap.override });
  await fillUp(other, 3_000);
  const release = tap.hold((page) => page === 3);
  const ended = endOfOldExport(other.url, await rootToken(other));
  await vi.waitFor(() => expect(tap.pages).toBe(3));
  await other.stop();
  expect(await ended).toBe('ECONNRESET');
  release();
}, 60_000);
