import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { givenAccount, givenActor, givenPassword, quickHashes, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** An object with so many levels, the outermost counted. */
function nested(levels: number): Record<string, unknown> {
  return levels === 1 ? {} : { a: nested(levels - 1) };
}

/** An object whose JSON is so many bytes. */
function sized(bytes: number): Record<string, unknown> {
  const empty = JSON.stringify({ text: 'é' }).length + 1;
  return { text: `é${'x'.repeat(bytes - empty)}` };
}

const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('createUser', () => {
  describe('201', () => {
    it('makes an active viewer who can log in', async () => {
      const before = Date.now();
      const username = uniqueName();
      const user = await service().root.createUser({ username, password: givenPassword });
      expect(user).toEqual({
        id: expect.stringMatching(uuidV7),
        username,
        email: null,
        displayName: null,
        did: null,
        role: 'viewer',
        roles: ['viewer'],
        isSuper: false,
        status: 'active',
        isActive: true,
        permissions: [],
        servers: [],
        groups: [],
        metadata: {},
        mustChangePassword: false,
        createdAt: user.updatedAt,
        updatedAt: expect.any(String),
        lastLoginAt: null,
        lastSeenAt: null,
        version: 1,
      });
      expect(Date.parse(user.createdAt)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(user.createdAt)).toBeLessThanOrEqual(Date.now());
      const tokens = await service().anonymous.logIn({ username, password: givenPassword });
      expect(tokens.user.id).toBe(user.id);
    });

    it('keeps every field, sets sorted and each name once', async () => {
      const username = uniqueName('Jane.Röe_+:');
      const sent = {
        username,
        email: `${username.replaceAll(':', '.')}@Example.org`,
        displayName: ' Jane “J” Röe 😀',
        did: `did:web:${uniqueName()}`,
        role: 'editor',
        metadata: { constructor: 'x', '': [1.5, true, null, { deep: '😀' }] },
        mustChangePassword: true,
      };
      const user = await service().root.createUser({
        ...sent,
        password: givenPassword,
        permissions: ['users:read', 'stats:read', 'users:read'],
        servers: ['eu 2', 'eu-1'],
        groups: ['Ünit', 'support', 'Support'],
      });
      expect(user).toMatchObject({
        ...sent,
        roles: ['editor', 'viewer'],
        permissions: ['stats:read', 'users:read'],
        servers: ['eu 2', 'eu-1'],
        groups: ['Support', 'support', 'Ünit'].sort(),
      });
      expect(await service().root.getUser({ user: user.id })).toEqual(user);
    });

    it('answers with the address and the tag of the new user', async () => {
      const { body, headers } = expectOk(await service().root.raw.createUser({ username: uniqueName() }));
      expect(headers.get('location')).toBe(`/api/v1/users/${body.id}`);
      expect(headers.get('etag')).toBe(`"${body.id}.1"`);
    });

    it('leaves exactly one audit row, without the password', async () => {
      const requestId = uniqueName('request');
      const username = uniqueName();
      const fields = { username, role: 'editor', permissions: ['stats:read'] };
      const rows = await auditRowsOf(service(), () =>
        service().root.createUser(
          { ...fields, password: 'a very particular secret' },
          { headers: { 'X-Request-Id': requestId } },
        ),
      );
      const { id } = await service().root.getUser({ user: `@${username}` });
      await expectAuditRow(rows, {
        action: 'user.created',
        by: service().root,
        target: { kind: 'user', id, name: username },
        changes: [
          { field: 'role', after: 'editor' },
          { field: 'status', after: 'active' },
          { field: 'permissions', after: ['stats:read'] },
        ],
      });
      expect(rows[0]?.request_id).toBe(requestId);
      expect(JSON.stringify(rows)).not.toContain('particular');
    });

    it('makes a pending account without a credential, and a disabled one on request', async () => {
      const did = `did:plc:${uniqueName()}`;
      const states = [
        await givenAccount(service()),
        await givenAccount(service(), { mustChangePassword: true }),
        await givenAccount(service(), { isActive: false }),
        await givenAccount(service(), { isActive: false, password: givenPassword }),
        await givenAccount(service(), { did }),
      ];
      expect(states.map(({ status }) => status)).toEqual([
        'pending',
        'pending',
        'disabled',
        'disabled',
        'active',
      ]);
      expect(states.map(({ isActive }) => isActive)).toEqual([false, false, false, false, true]);
    });

    it('takes the DID for the username where none is sent', async () => {
      const did = `did:plc:${uniqueName()}`;
      const user = await service().root.createUser({ did });
      expect(user).toMatchObject({ username: did, did, status: 'active' });
    });

    it('takes a username in the form of the user’s own e-mail address, in another letter case', async () => {
      const email = `${uniqueName('Jane')}@Example.org`;
      const user = await service().root.createUser({ username: email.toLowerCase(), email });
      expect(user).toMatchObject({ username: email.toLowerCase(), email });
    });

    it('takes usernames of 3 and of 150 characters, and metadata at its limits', async () => {
      const letter = () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000));
      const short = letter() + letter() + letter();
      const name = uniqueName();
      const long = name + '𝒳'.repeat(150 - name.length);
      expect(await givenAccount(service(), { username: short })).toMatchObject({ username: short });
      expect(await givenAccount(service(), { username: long })).toMatchObject({ username: long });
      for (const metadata of [sized(16_384), nested(5)]) {
        expect((await givenAccount(service(), { metadata })).metadata).toEqual(metadata);
      }
    });

    it('takes 200 labels together, on every engine', async () => {
      const user = await givenAccount(service(), { servers: names(120, 's'), groups: names(80, 'g') });
      expect([user.servers.length, user.groups.length]).toEqual([120, 80]);
    });

    it('lets the default values pass without users:grant', async () => {
      const { client } = await givenActor(service(), ['users:create', 'users:read']);
      const user = await client.createUser({ username: uniqueName(), role: 'viewer' });
      expect(user.role).toBe('viewer');
    });

    it('lets somebody give what they hold themselves', async () => {
      const held = ['users:create', 'users:read', 'users:grant', 'stats:read'];
      const actor = await givenActor(service(), held);
      const user = await actor.client.createUser({
        username: uniqueName(),
        role: actor.user.role,
        permissions: ['stats:read'],
      });
      expect(user).toMatchObject({ role: actor.user.role, permissions: ['stats:read'] });
    });
  });

  itNeedsACredential(service, (client) => client.createUser({ username: uniqueName() }));
  itNeedsPermissions(service, ['users:create', 'users:read'], (client) =>
    client.createUser({ username: uniqueName() }),
  );
});
