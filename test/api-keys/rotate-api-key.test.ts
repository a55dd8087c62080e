import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock } from '../support/given.ts';
import { expectRefusal, succeeded } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const clock = createClock();
const service = useService({ override: clock.override });
const noKey = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72';

function inMs(ms: number): string {
  return new Date(clock.now() + ms).toISOString();
}

/** Which of the secrets work. */
async function working(...keys: readonly { key: string }[]): Promise<boolean[]> {
  const answers = await Promise.all(keys.map(({ key }) => service().as(key).raw.getMe()));
  return answers.map(({ ok }) => ok);
}

describe('POST /api-keys/{apiKeyId}/rotate', () => {
  it('gives a new secret; everything else stays', async () => {
    const { client, key } = await givenKey(service(), ['stats:read'], { expiresAt: inMs(60_000) });
    const answer = succeeded(await client.raw.rotateApiKey({ apiKeyId: key.id }));
    const { key: secret, prefix } = answer.body;
    expect(answer.body).toEqual({ ...key, key: secret, prefix, version: 2 });
    expect(secret).not.toBe(key.key);
    expect(secret.startsWith(prefix)).toBe(true);
    expect(answer.tag).toBe(`"${key.id}.2"`);
    expect(answer.headers.get('location')).toBe(`/api/v1/api-keys/${key.id}`);
    expect((await service().as(secret).getMe()).credential).toMatchObject({
      id: key.id,
      expiresAt: key.expiresAt,
    });
  });

  it('ends the old secret at once unless a grace is asked for', async () => {
    const { client, key } = await givenKey(service());
    const next = await client.rotateApiKey({ apiKeyId: key.id });
    expect(await working(key, next)).toEqual([false, true]);
    const last = await client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 0 });
    expect(await working(key, next, last)).toEqual([false, false, true]);
  });

  it('lets the old secret go on for the grace, to the millisecond', async () => {
    const { client, key, program } = await givenKey(service());
    const next = await client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 30 });
    expect(await working(key, next)).toEqual([true, true]);
    expect((await program.getMe()).credential.expiresAt).toBe(inMs(30_000));
    clock.advance(29_999);
    expect(await working(key, next)).toEqual([true, true]);
    clock.advance(1);
    expect(await working(key, next)).toEqual([false, true]);
  });

  it('is not done with a secret that was replaced: whoever found it has it until the grace ends', async () => {
    const { client, key, program } = await givenKey(service());
    const next = await program.rotateApiKey({ apiKeyId: key.id, graceSeconds: 3600 });
    await expectProblem(program.rotateApiKey({ apiKeyId: key.id, graceSeconds: 3600 }), 'session-required');
    expect(await working(key, next)).toEqual([true, true]);
    const last = await service().as(next.key).rotateApiKey({ apiKeyId: key.id, graceSeconds: 3600 });
    expect(await working(key, next, last)).toEqual([false, true, true]);
    await client.rotateApiKey({ apiKeyId: key.id });
  });

  it('never lets a grace outlive the key', async () => {
    const { client, key } = await givenKey(service(), [], { expiresAt: inMs(10_000) });
    const next = await client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 86_400 });
    clock.advance(10_000);
    expect(await working(key, next)).toEqual([false, false]);
  });

  it('keeps two secrets at the most', async () => {
    const { client, key } = await givenKey(service());
    const second = await client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 3600 });
    const third = await client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 3600 });
    expect(await working(key, second, third)).toEqual([false, true, true]);
    const { reader } = service().dependencies.database;
    expect(await reader('api_key_secrets').where({ api_key_id: key.id })).toHaveLength(2);
  });

  it('keeps two secrets at the most when it is called many times at once', async () => {
    const { client, key } = await givenKey(service());
    const rotate = () => client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 3600 });
    const rotated = await Promise.all([rotate(), rotate(), rotate(), rotate(), rotate()]);
    const states = await working(key, ...rotated);
    expect(states.filter((works) => works)).toHaveLength(2);
    expect((await client.getApiKey({ apiKeyId: key.id })).version).toBe(6);
  });

  it('lets a key rotate itself, to the same permissions and expiry', async () => {
    const { key, program } = await givenKey(service(), ['stats:read']);
    const next = await program.rotateApiKey({ apiKeyId: key.id });
    expect(next).toMatchObject({ permissions: key.permissions, expiresAt: key.expiresAt });
    expect(await working(key, next)).toEqual([false, true]);
  });

  it('lets no key rotate another one', async () => {
    const { client, program } = await givenKey(service());
    const other = await client.createApiKey({ name: 'another', permissions: [] });
    await expectRefusal(service(), () => program.rotateApiKey({ apiKeyId: other.id }), 'session-required');
    expect(await working(other)).toEqual([true]);
  });

  it('finds no key of somebody else, also for the super admin', async () => {
    const { key } = await givenKey(service());
    const act = () => service().root.rotateApiKey({ apiKeyId: key.id });
    await expectRefusal(service(), act, 'api-key-not-found');
    expect(await working(key)).toEqual([true]);
  });

  it('brings no dead key back', async () => {
    const { client, key } = await givenKey(service());
    await client.revokeApiKey({ apiKeyId: key.id });
    const rotate = (apiKeyId: string) => () => client.rotateApiKey({ apiKeyId });
    await expectRefusal(service(), rotate(key.id), 'api-key-not-found');
    const short = await client.createApiKey({ name: 'short', permissions: [], expiresAt: inMs(1_000) });
    clock.advance(1_000);
    await expectRefusal(service(), rotate(short.id), 'api-key-not-found');
  });

  it('leaves one audit row, without a secret', async () => {
    const { client, key } = await givenKey(service());
    const rows = await auditRowsOf(service(), () =>
      client.rotateApiKey({ apiKeyId: key.id, graceSeconds: 60 }),
    );
    await expectAuditRow(rows, {
      action: 'apiKey.rotated',
      by: client,
      target: { kind: 'api-key', id: key.id, name: key.name },
      changes: [{ field: 'key' }, { field: 'graceSeconds', after: 60 }],
    });
  });

  it('honours If-Match', async () => {
    const { client, key } = await givenKey(service());
    const rotate = (version: number) =>
      client.rotateApiKey({ apiKeyId: key.id }, { ifMatch: { id: key.id, version } });
    await expectProblem(rotate(2), 'version-mismatch');
    await rotate(1);
    await expectProblem(rotate(1), 'version-mismatch');
  });

  it.each([-1, 86_401, 1.5, '60', null])('refuses a grace of %s', async (graceSeconds) => {
    const { client, key } = await givenKey(service());
    const body = { apiKeyId: key.id, graceSeconds } as { apiKeyId: string; graceSeconds: number };
    await expectProblem(client.rotateApiKey(body), 'validation-failed');
    expect(await working(key)).toEqual([true]);
  });

  itNeedsACredential(service, (client) => client.rotateApiKey({ apiKeyId: noKey }));
});
