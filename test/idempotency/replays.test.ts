import { afterEach, describe, expect, it } from 'vitest';
import { rootToken, type SampleRequest, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { expectNoTrace } from '../http/no-trace.ts';
import { send } from '../http/send.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import {
  givenAccount,
  givenActor,
  givenSession,
  givenUser,
  quickHashes,
  uniqueName,
} from '../support/given.ts';
import { restoreSuper } from '../support/restore-super.ts';
import { type TestService, useService } from '../support/service.ts';
import { contentOf, isReplay, keyedOperations, newKey, otherOperations, sendKeyed } from './keyed.ts';

const service = useService({ override: quickHashes });

async function creation(token?: string): Promise<SampleRequest> {
  const sample = await sampleRequests.createUser(service());
  return token === undefined ? sample : { ...sample, token };
}

async function recordCount({ dependencies }: TestService): Promise<number> {
  const rows = await dependencies.database.reader('idempotency_records').select('id');
  return rows.length;
}

describe('operations that take a key', () => {
  it('are every POST that needs a credential, except those under /auth/', () => {
    for (const { operation } of keyedOperations) expect(operation.method).toBe('POST');
    const others = otherOperations.filter(({ operation }) => operation.method === 'POST');
    for (const { operation } of others) expect(operation.path).toMatch(/^\/auth\//);
    for (const { operation } of keyedOperations) {
      expect(operation.path).not.toMatch(/^\/auth\//);
      expect(operation.allProblems).toContain('idempotency-in-progress');
    }
    expect(keyedOperations.length).toBeGreaterThanOrEqual(5);
  });
});

describe.each(keyedOperations)('$operationId, sent twice with a key', ({ operationId, operation }) => {
  if (operation.access.isSuperOnly) afterEach(() => restoreSuper(service()));

  it('is done once, and answered with the same status, headers and body', async () => {
    const sample = await sampleRequests[operationId](service());
    const key = newKey();
    const rows = await auditRowsOf(service(), async () => {
      const first = await sendKeyed(service(), sample, key);
      expect(first.status, first.text).toBeLessThan(300);
      expect(isReplay(first)).toBe(false);
      // Whoever has handed the role over may not ask again: permission comes before replay.
      if (operation.access.isSuperOnly) {
        expect((await sendKeyed(service(), sample, key)).problem?.code).toBe('super-required');
        await restoreSuper(service());
      }
      const second = await expectNoTrace(service(), () => sendKeyed(service(), sample, key));
      expect(isReplay(second)).toBe(true);
      expect(contentOf(second)).toEqual(contentOf(first));
    });
    expect(rows.filter(({ outcome }) => outcome === 'success')).toHaveLength(1);
  });

  it('is refused when the second is another request', async () => {
    if (!operation.allProblems.includes('idempotency-key-reused')) return;
    const sample = await sampleRequests[operationId](service());
    const key = newKey();
    await sendKeyed(service(), sample, key);
    if (operation.access.isSuperOnly) await restoreSuper(service());
    const { body } = await sampleRequests[operationId](service());
    const other = operation.ifMatch ? { ...sample, ifMatch: '*' } : { ...sample, body };
    const answer = await expectNoTrace(service(), () => sendKeyed(service(), other, key));
    expect(answer.problem?.code).toBe('idempotency-key-reused');
  });
});

describe('the same request', () => {
  it('may write its JSON in another order and with other white space', async () => {
    const key = newKey();
    const { body, ...sample } = await creation();
    const { username } = Object(body);
    const displayName = 'Jane';
    const sent = await sendKeyed(service(), { ...sample, body: { username, displayName } }, key);
    const text = ` { "displayName" : "Jane", "username":${JSON.stringify(username)} } `;
    const again = await sendKeyed(service(), { ...sample, body: text }, key);
    expect(isReplay(again), again.text).toBe(true);
    expect(contentOf(again)).toEqual(contentOf(sent));
  });

  it('is answered as it was then, whatever has happened since', async () => {
    const key = newKey();
    const sample = await creation();
    const first = await sendKeyed(service(), sample, key);
    const { id } = JSON.parse(first.text);
    await service().root.updateUser({ user: id, displayName: 'Somebody else by now' });
    expect((await sendKeyed(service(), sample, key)).text).toBe(first.text);
    await service().root.deleteUser({ user: id });
    expect((await sendKeyed(service(), sample, key)).text).toBe(first.text);
  });

  it('is not done again when it changed nothing the first time', async () => {
    const { id } = await givenAccount(service(), { password: 'correct horse battery staple' });
    const sample = await sampleRequests.setUserStatus(service());
    const enable = {
      ...sample,
      path: sample.path.replace(/users\/[^/]+/, `users/${id}`),
      body: { isActive: true },
    };
    const key = newKey();
    const first = await sendKeyed(service(), enable, key);
    await service().root.setUserStatus({ user: id, isActive: false });
    const second = await sendKeyed(service(), enable, key);
    expect(isReplay(second)).toBe(true);
    expect(contentOf(second)).toEqual(contentOf(first));
    expect((await service().root.getUser({ user: id })).isActive).toBe(false);
  });

  it('keeps an answer without a body as one', async () => {
    const sample = await sampleRequests.resetUserPassword(service());
    const key = newKey();
    const [first, second] = [
      await sendKeyed(service(), sample, key),
      await sendKeyed(service(), sample, key),
    ];
    expect([first.status, second.status, second.text]).toEqual([204, 204, '']);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.has('content-type')).toBe(false);
  });
});

describe('the scope of a key', () => {
  it('is the credential: another session of the same user, and other users, begin anew', async () => {
    const admin = await givenUser(service(), { role: 'admin' });
    const other = await givenSession(service(), admin);
    const stranger = await givenUser(service(), { role: 'admin' });
    const key = newKey();
    for (const { accessToken } of [admin, other, stranger]) {
      const answer = await sendKeyed(service(), await creation(accessToken), key);
      expect([answer.status, isReplay(answer)]).toEqual([201, false]);
    }
  });

  it('goes on with the session when its access token is renewed', async () => {
    const admin = await givenUser(service(), { role: 'admin' });
    const sample = await creation(admin.accessToken);
    const key = newKey();
    await sendKeyed(service(), sample, key);
    const { accessToken } = await service().anonymous.refreshSession({ refreshToken: admin.refreshToken });
    expect(isReplay(await sendKeyed(service(), { ...sample, token: accessToken }, key))).toBe(true);
  });

  it('is the path: the same key on another one is another request', async () => {
    const key = newKey();
    for (let count = 0; count < 2; count += 1) {
      const answer = await sendKeyed(service(), await sampleRequests.setUserStatus(service()), key);
      expect([answer.status, isReplay(answer)]).toEqual([200, false]);
    }
    expect((await sendKeyed(service(), await creation(), key)).status).toBe(201);
  });

  it('is not left by spelling the path in another way', async () => {
    const sample = await sampleRequests.setUserStatus(service());
    const key = newKey();
    await sendKeyed(service(), sample, key);
    const spelled = { ...sample, path: sample.path.replace('-', '%2D') };
    expect(spelled.path).not.toBe(sample.path);
    expect(isReplay(await sendKeyed(service(), spelled, key))).toBe(true);
  });
});

describe('authentication and permission', () => {
  it('come before replay', async () => {
    const actor = await givenActor(service(), ['users:create', 'users:read']);
    const sample = await creation(actor.accessToken);
    const key = newKey();
    expect((await sendKeyed(service(), sample, key)).status).toBe(201);
    await actor.hold('users:read');
    expect((await sendKeyed(service(), sample, key)).problem?.code).toBe('permission-denied');
    await actor.hold('users:create', 'users:read');
    expect(isReplay(await sendKeyed(service(), sample, key))).toBe(true);
    await actor.client.logOut();
    expect((await sendKeyed(service(), sample, key)).problem?.code).toBe('credential-invalid');
    const anonymous = { ...sample, token: undefined };
    expect((await sendKeyed(service(), anonymous, key)).problem?.code).toBe('authentication-required');
  });

  it('of single fields come before replay', async () => {
    const actor = await givenActor(service(), ['users:create', 'users:read', 'users:grant']);
    const body = { username: uniqueName(), servers: ['eu-1'] };
    const sample = { ...(await creation(actor.accessToken)), body };
    const key = newKey();
    expect((await sendKeyed(service(), sample, key)).status).toBe(201);
    await actor.hold('users:create', 'users:read');
    expect((await sendKeyed(service(), sample, key)).problem?.code).toBe('permission-denied');
  });
});

describe('a request that failed', () => {
  it('is kept nowhere, and done when it is sent again and the reason is gone', async () => {
    const { id, username } = await givenAccount(service());
    const sample = { ...(await creation()), body: { username } };
    const key = newKey();
    const before = await recordCount(service());
    for (let count = 0; count < 2; count += 1) {
      const refused = await sendKeyed(service(), sample, key);
      expect([refused.problem?.code, isReplay(refused)]).toEqual(['username-taken', false]);
    }
    expect(await recordCount(service())).toBe(before);
    await service().root.deleteUser({ user: id });
    expect((await sendKeyed(service(), sample, key)).status).toBe(201);
  });

  it('does not bind its key to its body', async () => {
    const key = newKey();
    const sample = await creation();
    const refused = await sendKeyed(service(), { ...sample, body: { username: 'x' } }, key);
    expect(refused.problem?.code).toBe('validation-failed');
    expect((await sendKeyed(service(), sample, key)).status).toBe(201);
  });
});

describe('the form of a key', () => {
  it.each([
    ['22 characters', 'k'.repeat(22)],
    ['128 characters', `${newKey()}${'k'.repeat(92)}`],
    ['every visible character', '!"#$%&\'()*+,-./0189:;<=>?@AZ[\\]^_`az{|}~'],
  ])('may be %s', async (_name, key) => {
    const sample = await creation();
    expect((await sendKeyed(service(), sample, key)).status).toBe(201);
    expect(isReplay(await sendKeyed(service(), sample, key))).toBe(true);
  });

  it.each([
    ['nothing', '', 'too_short'],
    ['21 characters', 'k'.repeat(21), 'too_short'],
    ['129 characters', 'k'.repeat(129), 'too_long'],
    ['a space', `${'k'.repeat(20)} ${'k'.repeat(20)}`, 'invalid_idempotency_key'],
    ['a letter beyond ASCII', `${'k'.repeat(30)}\u00e9`, 'invalid_idempotency_key'],
  ])('is refused with %s, and not repeated in the answer', async (_name, key, type) => {
    const sample = await creation();
    const { problem } = await expectNoTrace(service(), () => sendKeyed(service(), sample, key));
    expect(problem?.code).toBe('validation-failed');
    expect(problem?.errors).toMatchObject([{ loc: ['header', 'Idempotency-Key'], type }]);
    expect(problem?.errors?.[0]).not.toHaveProperty('input');
  });

  it('is refused when two are sent', async () => {
    const sample = await creation();
    const form = wireForm(sample);
    const headers = { ...form.headers, 'Idempotency-Key': [newKey(), newKey()] };
    const answer = await send(service().url, { ...form, headers });
    expect(answer.problem?.errors).toMatchObject([{ type: 'invalid_idempotency_key' }]);
  });
});

describe.each(otherOperations)('$operationId takes no key', ({ operationId, operation }) => {
  it('and pays no attention to one', async () => {
    const sample = await sampleRequests[operationId](service());
    const before = await recordCount(service());
    const answer = await sendKeyed(service(), sample, 'not a key');
    expect(answer.status, answer.text).toBeLessThan(300);
    expect(await recordCount(service())).toBe(before);
    expect(operation.allProblems.filter((code) => code.startsWith('idempotency'))).toEqual([]);
  });
});

describe('the table', () => {
  it('holds neither key nor request nor answer', async () => {
    const key = newKey();
    const body = { username: uniqueName(), password: 'a most secret password' };
    const sample = { ...(await creation(await rootToken(service()))), body };
    await sendKeyed(service(), sample, key);
    const rows = await service().dependencies.database.reader('idempotency_records').select('*');
    const decoded = rows.map((row) => Buffer.from(String(row.sealed_answer), 'base64').toString('latin1'));
    const text = JSON.stringify(rows) + decoded.join();
    for (const secret of [key, body.username, body.password, sample.token ?? '', 'createdAt']) {
      expect(text).not.toContain(secret);
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  it('holds no secret that an answer shows once, and the answer shows it again', async () => {
    const sample = await sampleRequests.createApiKey(service());
    const key = newKey();
    const first = await sendKeyed(service(), sample, key);
    const { key: secret } = JSON.parse(first.text);
    expect(secret).toMatch(/^rst_k_/);
    const rows = await service().dependencies.database.reader('idempotency_records').select('*');
    const decoded = rows.map((row) => Buffer.from(String(row.sealed_answer), 'base64').toString('latin1'));
    expect(JSON.stringify(rows) + decoded.join()).not.toContain(secret);
    expect((await sendKeyed(service(), sample, key)).text).toBe(first.text);
  });
});
