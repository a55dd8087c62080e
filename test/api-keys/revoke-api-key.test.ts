import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createInterruption, givenUser, uniqueName } from '../support/given.ts';
import { expectRefusal } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });
const noKey = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72';

describe('DELETE /api-keys/{apiKeyId}', () => {
  it('ends a key for the next request, and leaves one audit row', async () => {
    const { client, key, program } = await givenKey(service());
    await program.getMe();
    const rows = await auditRowsOf(service(), () => client.revokeApiKey({ apiKeyId: key.id }));
    await expectAuditRow(rows, {
      action: 'apiKey.revoked',
      by: client,
      target: { kind: 'api-key', id: key.id, name: key.name },
      changes: [],
    });
    await expectProblem(program.getMe(), 'credential-invalid');
    const shown = await client.getApiKey({ apiKeyId: key.id });
    expect(shown).toMatchObject({ revokedAt: expect.any(String), version: 2 });
  });

  it('leaves nothing that works in the tables', async () => {
    const { client, key } = await givenKey(service(), ['stats:read']);
    await client.revokeApiKey({ apiKeyId: key.id });
    const { reader } = service().dependencies.database;
    for (const table of ['api_key_secrets', 'api_key_permissions']) {
      expect(await reader(table).where({ api_key_id: key.id })).toEqual([]);
    }
  });

  it('changes nothing when it is repeated', async () => {
    const { client, key } = await givenKey(service());
    await client.revokeApiKey({ apiKeyId: key.id });
    const before = await client.getApiKey({ apiKeyId: key.id });
    expect(await auditRowsOf(service(), () => client.revokeApiKey({ apiKeyId: key.id }))).toEqual([]);
    expect(await client.getApiKey({ apiKeyId: key.id })).toEqual(before);
  });

  it('lets a key revoke itself, and says with which kind of credential', async () => {
    const { client, user, key, program } = await givenKey(service());
    const rows = await auditRowsOf(service(), () => program.revokeApiKey({ apiKeyId: key.id }));
    expect(rows).toMatchObject([
      { action: 'apiKey.revoked', actor_kind: 'api-key', actor_id: user.id, credential_id: key.id },
    ]);
    await expectProblem(program.getMe(), 'credential-invalid');
    await client.getMe();
  });

  it('lets no key revoke another one', async () => {
    const { client, program } = await givenKey(service(), ['api-keys:manage', 'users:read']);
    const other = await client.createApiKey({ name: 'another', permissions: [] });
    await expectRefusal(service(), () => program.revokeApiKey({ apiKeyId: other.id }), 'session-required');
    await service().as(other.key).getMe();
  });

  it('finds no key of somebody else, also for the super admin', async () => {
    const { key, program } = await givenKey(service());
    const act = () => service().root.revokeApiKey({ apiKeyId: key.id });
    await expectRefusal(service(), act, 'api-key-not-found');
    await program.getMe();
  });

  it('honours If-Match', async () => {
    const { client, key } = await givenKey(service());
    const stale = { id: key.id, version: 7 };
    const answer = await expectProblem(
      client.revokeApiKey({ apiKeyId: key.id }, { ifMatch: stale }),
      'version-mismatch',
    );
    expect(answer.headers.get('etag')).toBe(`"${key.id}.1"`);
    await client.revokeApiKey({ apiKeyId: key.id }, { ifMatch: key });
  });

  it('stops a request of the key that is under way', async () => {
    const { client, key, program } = await givenKey(service(), ['users:create', 'users:read']);
    const username = uniqueName();
    interruption.plan(() => client.revokeApiKey({ apiKeyId: key.id }));
    await expectProblem(program.createUser({ username }), 'credential-invalid');
    await expectProblem(service().root.getUser({ user: `@${username}` }), 'user-not-found');
  });

  it('stops a request under way with the secret that was replaced', async () => {
    const { client, key, program } = await givenKey(service(), ['users:create', 'users:read']);
    interruption.plan(() => client.rotateApiKey({ apiKeyId: key.id }));
    await expectProblem(program.createUser({ username: uniqueName() }), 'credential-invalid');
  });

  itNeedsACredential(service, (client) => client.revokeApiKey({ apiKeyId: noKey }));

  it('needs no permission', async () => {
    const { client } = await givenUser(service());
    await expectProblem(client.revokeApiKey({ apiKeyId: noKey }), 'api-key-not-found');
  });
});
