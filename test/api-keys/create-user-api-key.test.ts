import { describe, expect, it } from 'vitest';
import { giveApiKey } from '../authority/give-api-key.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { givenAccount, givenActor, givenUser, quickHashes } from '../support/given.ts';
import { effectiveOf, expectNeeds, expectRefusal, succeeded } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const wish = { name: 'for somebody', permissions: [] };

/** Somebody who may make keys for others, and holds these permissions besides. */
function givenManager(...permissions: string[]) {
  return givenActor(service(), ['api-keys:manage', 'users:read', ...permissions]);
}

describe('POST /users/{user}/api-keys', () => {
  it('makes a key that acts as the user, and says who made it', async () => {
    const manager = await givenManager('stats:read');
    const { user } = await givenUser(service(), { permissions: ['stats:read'] });
    const input = { user: `@${user.username}`, name: 'theirs', permissions: ['stats:read'] };
    const { body, headers, tag } = succeeded(await manager.client.raw.createUserApiKey(input));
    expect(body).toMatchObject({ userId: user.id, createdBy: manager.user.id, permissions: ['stats:read'] });
    expect(headers.get('location')).toBe(`/api/v1/users/${user.id}/api-keys/${body.id}`);
    expect(tag).toBe(`"${body.id}.1"`);
    const me = await service().as(body.key).getMe();
    expect(me.user.id).toBe(user.id);
    expect(me.effectivePermissions).toEqual(['stats:read']);
  });

  it('leaves one audit row, without the secret', async () => {
    const { user } = await givenUser(service());
    const rows = await auditRowsOf(service(), () =>
      service().root.createUserApiKey({ user: user.id, ...wish }),
    );
    const [made] = (await service().root.listUserApiKeys({ user: user.id })).data;
    await expectAuditRow(rows, {
      action: 'apiKey.created',
      by: service().root,
      target: { kind: 'api-key', id: made?.id ?? '', name: wish.name },
      changes: [
        { field: 'userId', after: user.id },
        { field: 'permissions', after: [] },
        { field: 'expiresAt', after: null },
      ],
    });
    expect(JSON.stringify(rows)).not.toContain('rst_k_');
  });

  it('lets the key do only what both its user and its maker hold, at each request', async () => {
    const names = ['audit:read', 'roles:read', 'stats:read'];
    const manager = await givenManager(...names);
    const { user } = await givenUser(service(), { permissions: names });
    const made = await manager.client.createUserApiKey({ user: user.id, name: 'both', permissions: names });
    const program = { client: service().as(made.key) };
    expect(await effectiveOf(program)).toEqual(names);
    await manager.hold('roles:read', 'stats:read');
    expect(await effectiveOf(program)).toEqual(['roles:read', 'stats:read']);
    await service().root.updateUserPermissions({ user: user.id, permissions: ['audit:read', 'stats:read'] });
    expect(await effectiveOf(program)).toEqual(['stats:read']);
    await manager.hold();
    expect(await effectiveOf(program)).toEqual([]);
    await manager.hold(...names);
    expect(await effectiveOf(program)).toEqual(['audit:read', 'stats:read']);
  });

  it('is for no user who holds more than the caller', async () => {
    const manager = await givenManager();
    const { user } = await givenUser(service(), { permissions: ['audit:read'] });
    const act = () => manager.client.createUserApiKey({ user: user.id, ...wish });
    const { missingPermissions } = await expectRefusal(service(), act, 'escalation-refused');
    expect(missingPermissions).toEqual(['audit:read']);
  });

  it('gives the key nothing that its user does not hold', async () => {
    const manager = await givenManager('audit:read', 'stats:read');
    const { user } = await givenUser(service(), { permissions: ['stats:read'] });
    const permissions = ['audit:read', 'stats:read'];
    const act = () => manager.client.createUserApiKey({ user: user.id, name: 'more', permissions });
    const { missingPermissions } = await expectRefusal(service(), act, 'escalation-refused');
    expect(missingPermissions).toEqual(['audit:read']);
  });

  it('gives the key nothing that the caller does not hold', async () => {
    const manager = await givenManager('stats:read');
    const { user } = await givenUser(service(), { permissions: ['stats:read'] });
    const permissions = ['audit:read', 'stats:read'];
    const act = () => manager.client.createUserApiKey({ user: user.id, name: 'more', permissions });
    const { missingPermissions } = await expectRefusal(service(), act, 'escalation-refused');
    expect(missingPermissions).toEqual(['audit:read']);
  });

  it('is for the super admin only if the super admin asks', async () => {
    const { user } = await service().root.getMe();
    const admin = await givenUser(service(), { role: 'admin' });
    const act = () => admin.client.createUserApiKey({ user: user.id, ...wish });
    await expectRefusal(service(), act, 'super-protected');
    const own = await service().root.createUserApiKey({ user: user.id, ...wish });
    expect(own).toMatchObject({ userId: user.id, createdBy: user.id });
  });

  it.each([
    ['pending', {}],
    ['disabled', { isActive: false, password: 'correct horse battery staple' }],
  ])('is for no user who is %s', async (_status, fields) => {
    const user = await givenAccount(service(), fields);
    const act = () => service().root.createUserApiKey({ user: user.id, ...wish });
    await expectRefusal(service(), act, 'owner-not-active');
  });

  it('counts together with the keys that the user made', async () => {
    const { user } = await givenUser(service());
    for (let count = 0; count < 99; count += 1) await giveApiKey(service(), user.id);
    await service().root.createUserApiKey({ user: user.id, ...wish });
    const act = () => service().root.createUserApiKey({ user: user.id, ...wish });
    await expectRefusal(service(), act, 'api-key-limit-reached');
  });

  it('lets a user without a password, who has a DID, act by the key', async () => {
    const user = await givenAccount(service(), { did: `did:example:${Date.now()}` });
    const { key } = await service().root.createUserApiKey({ user: user.id, ...wish });
    expect((await service().as(key).getMe()).user.id).toBe(user.id);
  });

  it('is rotated by its user, not by whoever made it', async () => {
    const manager = await givenManager();
    const { user, client } = await givenUser(service());
    const made = await manager.client.createUserApiKey({ user: user.id, ...wish });
    const act = () => manager.client.rotateApiKey({ apiKeyId: made.id });
    await expectRefusal(service(), act, 'api-key-not-found');
    const rotated = await client.rotateApiKey({ apiKeyId: made.id });
    expect(rotated.createdBy).toBe(manager.user.id);
    await service().as(rotated.key).getMe();
  });

  it('needs a session', async () => {
    const { user } = await givenUser(service());
    const root = await service().root.getMe();
    const { key } = await giveApiKey(service(), root.user.id, ['api-keys:manage', 'users:read']);
    const act = () =>
      service()
        .as(key)
        .createUserApiKey({ user: user.id, ...wish });
    await expectRefusal(service(), act, 'session-required');
  });

  itNeedsACredential(service, (client, user) => client.createUserApiKey({ user, ...wish }));

  it('needs api-keys:manage and users:read', () =>
    expectNeeds(service(), ['api-keys:manage', 'users:read'], (client) =>
      client.createUserApiKey({ user: '@root', ...wish }),
    ));
});
