import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenActor, givenUser, quickHashes } from '../support/given.ts';
import { expectNeeds, expectRefusal } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';
import { givenKey } from './given-key.ts';

const service = useService({ override: quickHashes });
const noKey = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e72';

function givenManager(...permissions: string[]) {
  return givenActor(service(), ['api-keys:manage', 'users:read', ...permissions]);
}

describe('DELETE /users/{user}/api-keys/{apiKeyId}', () => {
  it('ends the key for the next request, and leaves one audit row', async () => {
    const { user, key, program, client } = await givenKey(service(), ['stats:read']);
    const manager = await givenManager('api-keys:create', 'stats:read');
    const rows = await auditRowsOf(service(), () =>
      manager.client.revokeUserApiKey({ user: `@${user.username}`, apiKeyId: key.id }),
    );
    await expectAuditRow(rows, {
      action: 'apiKey.revoked',
      by: manager.client,
      target: { kind: 'api-key', id: key.id, name: key.name },
      changes: [{ field: 'userId', before: user.id }],
    });
    await expectProblem(program.getMe(), 'credential-invalid');
    expect((await client.getApiKey({ apiKeyId: key.id })).revokedAt).not.toBeNull();
  });

  it('changes nothing when it is repeated', async () => {
    const { user, key } = await givenKey(service());
    const revoke = () => service().root.revokeUserApiKey({ user: user.id, apiKeyId: key.id });
    expect(await auditRowsOf(service(), revoke)).toHaveLength(1);
    expect(await auditRowsOf(service(), revoke)).toHaveLength(0);
  });

  it('spares the keys of whoever holds more than the caller', async () => {
    const manager = await givenManager('api-keys:create');
    const { user, key, program } = await givenKey(service(), ['audit:read']);
    const act = () => manager.client.revokeUserApiKey({ user: user.id, apiKeyId: key.id });
    const { missingPermissions } = await expectRefusal(service(), act, 'escalation-refused');
    expect(missingPermissions).toEqual(['audit:read']);
    await program.getMe();
  });

  it('spares the keys of the super admin', async () => {
    const { user } = await service().root.getMe();
    const admin = await givenUser(service(), { role: 'admin' });
    const { id, key } = await giveApiKey(service(), user.id);
    const act = () => admin.client.revokeUserApiKey({ user: user.id, apiKeyId: id });
    await expectRefusal(service(), act, 'super-protected');
    await service().as(key).getMe();
    await service().root.revokeUserApiKey({ user: user.id, apiKeyId: id });
    await expectProblem(service().as(key).getMe(), 'credential-invalid');
  });

  it('finds no key of another user than the one that is named', async () => {
    const [one, other] = [await givenKey(service()), await givenKey(service())];
    for (const apiKeyId of [one.key.id, noKey]) {
      const act = () => service().root.revokeUserApiKey({ user: other.user.id, apiKeyId });
      await expectRefusal(service(), act, 'api-key-not-found');
    }
    await one.program.getMe();
  });

  it('honours If-Match', async () => {
    const { user, key, client } = await givenKey(service());
    await client.rotateApiKey({ apiKeyId: key.id });
    const revoke = (version: number) =>
      service().root.revokeUserApiKey(
        { user: user.id, apiKeyId: key.id },
        { ifMatch: { id: key.id, version } },
      );
    await expectProblem(revoke(1), 'version-mismatch');
    await revoke(2);
  });

  it('needs a session', async () => {
    const { program, user, key } = await givenKey(service(), ['api-keys:manage', 'users:read']);
    const act = () => program.revokeUserApiKey({ user: user.id, apiKeyId: key.id });
    await expectRefusal(service(), act, 'session-required');
  });

  itNeedsACredential(service, (client, user) => client.revokeUserApiKey({ user, apiKeyId: noKey }));

  it('needs api-keys:manage and users:read', () =>
    expectNeeds(service(), ['api-keys:manage', 'users:read'], (client) =>
      client.revokeUserApiKey({ user: '@root', apiKeyId: noKey }),
    ));
});
