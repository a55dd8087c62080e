import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { dumpTables } from '../http/dump-tables.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, givenUser, uniqueName } from '../support/given.ts';
import { effectiveOf, expectNeeds, expectRefusal, succeeded } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const clock = createClock();
const service = useService({ override: clock.override });

const wish = { name: 'a program', permissions: [] };
const minuteMs = 60_000;

function inMs(ms: number): string {
  return new Date(clock.now() + ms).toISOString();
}

describe('POST /api-keys', () => {
  it('makes a key, and says where it is', async () => {
    const { client, user } = await givenUser(service(), { role: 'editor', permissions: ['stats:read'] });
    const expiresAt = inMs(minuteMs);
    const permissions = ['stats:read', 'api-keys:create', 'stats:read'];
    const answer = succeeded(await client.raw.createApiKey({ name: 'backup', permissions, expiresAt }));
    const { key, ...shown } = answer.body;
    expect(shown).toEqual({
      id: expect.any(String),
      name: 'backup',
      prefix: key.slice(0, 12),
      userId: user.id,
      createdBy: user.id,
      permissions: ['api-keys:create', 'stats:read'],
      createdAt: inMs(0),
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      version: 1,
    });
    expect(answer.headers.get('location')).toBe(`/api/v1/api-keys/${shown.id}`);
    expect(answer.tag).toBe(`"${shown.id}.1"`);
    expect(await client.getApiKey({ apiKeyId: shown.id })).toEqual(shown);
  });

  it('gives 256 random bits behind the prefix, different ones each time', async () => {
    const keys = await Promise.all([givenKey(service()), givenKey(service()), givenKey(service())]);
    for (const { key } of keys) expect(key.key).toMatch(/^rst_k_[A-Za-z0-9_-]{43}$/);
    expect(new Set(keys.map(({ key }) => key.key)).size).toBe(3);
  });

  it('shows the key once: it is in no table and in no later answer', async () => {
    const { client, key } = await givenKey(service());
    const secret = key.key.slice(key.prefix.length);
    const answers = [await client.listApiKeys(), await client.getApiKey({ apiKeyId: key.id })];
    expect(JSON.stringify([answers, await dumpTables(service())])).not.toContain(secret);
    const { reader } = service().dependencies.database;
    const hashes: string[] = await reader('api_key_secrets')
      .where({ api_key_id: key.id })
      .pluck('token_hash');
    expect(hashes).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it('leaves one audit row, without the secret', async () => {
    const { client } = await givenUser(service(), { role: 'editor' });
    const rows = await auditRowsOf(service(), () => client.createApiKey(wish));
    const { user } = await client.getMe();
    const [made] = (await client.listApiKeys()).data;
    await expectAuditRow(rows, {
      action: 'apiKey.created',
      by: client,
      target: { kind: 'api-key', id: made?.id ?? '', name: 'a program' },
      changes: [
        { field: 'userId', after: user.id },
        { field: 'permissions', after: [] },
        { field: 'expiresAt', after: null },
      ],
    });
    expect(JSON.stringify(rows)).not.toContain('rst_k_');
  });

  itNeedsACredential(service, (client) => client.createApiKey(wish));

  it('needs api-keys:create', () =>
    expectNeeds(service(), ['api-keys:create'], (client) => client.createApiKey(wish)));

  it('needs a session: no key makes another, whatever it was given', async () => {
    const { program } = await givenKey(service(), ['api-keys:create']);
    expect((await program.getMe()).effectivePermissions).toEqual(['api-keys:create']);
    await expectRefusal(service(), () => program.createApiKey(wish), 'session-required');
  });

  it('gives nothing that the caller does not hold', async () => {
    const { client } = await givenUser(service(), { role: 'editor', permissions: ['stats:read'] });
    const permissions = ['audit:read', 'stats:read', 'users:read'];
    const act = () => client.createApiKey({ name: 'too much', permissions });
    const { missingPermissions } = await expectRefusal(service(), act, 'escalation-refused');
    expect(missingPermissions).toEqual(['audit:read', 'users:read']);
    expect((await client.listApiKeys()).data).toEqual([]);
  });

  it('takes an empty list for nothing at all, also of the super admin', async () => {
    const key = await service().root.createApiKey(wish);
    const program = service().as(key.key);
    expect((await program.getMe()).effectivePermissions).toEqual([]);
    await expectProblem(program.listUsers(), 'permission-denied');
    await service().root.revokeApiKey({ apiKeyId: key.id });
  });

  it.each([
    ['no permissions', { name: 'x' }, ['permissions'], 'required'],
    ['null for permissions', { name: 'x', permissions: null }, ['permissions'], 'wrong_type'],
    ['a star', { name: 'x', permissions: ['*:*'] }, ['permissions', 0], 'invalid_permission'],
    [
      'an unknown permission',
      { name: 'x', permissions: ['no.such'] },
      ['permissions', 0],
      'unknown_permission',
    ],
    ['no name', { permissions: [] }, ['name'], 'required'],
    ['an empty name', { ...wish, name: '' }, ['name'], 'too_short'],
    ['101 characters', { ...wish, name: 'x'.repeat(101) }, ['name'], 'too_long'],
    [
      'an expiry in the past',
      { ...wish, expiresAt: '2020-01-01T00:00:00.000Z' },
      ['expiresAt'],
      'not_in_future',
    ],
    ['another user', { ...wish, userId: randomUUID() }, ['userId'], 'unknown_field'],
    ['a key of its own', { ...wish, key: 'rst_k_mine' }, ['key'], 'unknown_field'],
  ])('refuses %s', async (_name, body, field, type) => {
    const { client } = await givenUser(service(), { role: 'editor' });
    const { problem } = await expectProblem(client.createApiKey(body as typeof wish), 'validation-failed');
    expect(problem.errors).toEqual([expect.objectContaining({ loc: ['body', ...field], type })]);
    expect((await client.listApiKeys()).data).toEqual([]);
  });

  it('takes an expiry in another time zone', async () => {
    const { client } = await givenUser(service(), { role: 'editor' });
    const { expiresAt } = await client.createApiKey({ ...wish, expiresAt: '2999-01-01T01:00:00+01:00' });
    expect(expiresAt).toBe('2999-01-01T00:00:00.000Z');
  });

  it('refuses an expiry at this very moment', async () => {
    const { client } = await givenUser(service(), { role: 'editor' });
    await expectProblem(client.createApiKey({ ...wish, expiresAt: inMs(0) }), 'validation-failed');
    await client.createApiKey({ ...wish, expiresAt: inMs(1) });
  });

  describe('100 keys', () => {
    it('are all that a user may have that are neither revoked nor expired', async () => {
      const { client, user } = await givenUser(service(), { role: 'editor' });
      const first = await client.createApiKey(wish);
      await client.createApiKey({ ...wish, expiresAt: inMs(minuteMs) });
      for (let count = 2; count < 100; count += 1) await giveApiKey(service(), user.id);
      await expectRefusal(service(), () => client.createApiKey(wish), 'api-key-limit-reached');
      await client.revokeApiKey({ apiKeyId: first.id });
      await client.createApiKey(wish);
      await expectRefusal(service(), () => client.createApiKey(wish), 'api-key-limit-reached');
      clock.advance(minuteMs);
      await client.createApiKey(wish);
    });

    it('hold against requests at the same time', async () => {
      const { client, user } = await givenUser(service(), { role: 'editor' });
      for (let count = 0; count < 98; count += 1) await giveApiKey(service(), user.id);
      const answers = await Promise.all(Array.from({ length: 6 }, () => client.raw.createApiKey(wish)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    });

    it('that are dead are kept; older ones go when a key is made', async () => {
      const { client, user } = await givenUser(service(), { role: 'editor' });
      const ids: string[] = [];
      for (let count = 0; count < 102; count += 1) ids.push((await giveApiKey(service(), user.id)).id);
      const { reader } = service().dependencies.database;
      await reader('api_keys').where({ user_id: user.id }).update({ revoked_at: 1 });
      const live = await client.createApiKey(wish);
      const left: string[] = await reader('api_keys').where({ user_id: user.id }).pluck('id');
      expect(left.sort()).toEqual([...ids.sort().slice(2), live.id].sort());
    });
  });

  it('lets another user have a key of the same name', async () => {
    const name = uniqueName('key');
    const one = await givenKey(service(), [], { name });
    const other = await givenKey(service(), [], { name });
    const twin = await one.client.createApiKey({ ...wish, name });
    expect(new Set([one.key.id, other.key.id, twin.id]).size).toBe(3);
    expect(await effectiveOf({ client: other.program })).toEqual([]);
  });
});
