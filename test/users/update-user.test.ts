import type { User } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  createInterruption,
  givenAccount,
  givenActor,
  givenFullAccount,
  givenUser,
  uniqueName,
} from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import { itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });
const target = (user: User) => ({ kind: 'user', id: user.id, name: user.username }) as const;

describe('updateUser', () => {
  describe('200', () => {
    it('changes every field that is sent, and counts the version up once', async () => {
      const before = await givenFullAccount(service());
      const name = uniqueName('Neu');
      const sent = {
        username: name,
        email: `${name}@Example.com`,
        displayName: 'Jane R. Roe',
        did: `did:web:${name}`,
        role: 'viewer',
        servers: ['us-1', 'us-2'],
        groups: [],
        metadata: { z: null },
      };
      const { body, headers } = expectOk(await service().root.raw.updateUser({ user: before.id, ...sent }));
      expect(body).toEqual({ ...before, ...sent, roles: ['viewer'], version: 2, updatedAt: body.updatedAt });
      expect(body.updatedAt >= before.updatedAt).toBe(true);
      expect(headers.get('etag')).toBe(`"${before.id}.2"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${before.id}`);
      expect(await service().root.getUser({ user: `@${name}` })).toEqual(body);
      await expectProblem(service().root.getUser({ user: `@${before.username}` }), 'user-not-found');
    });

    it('leaves alone what is not sent, and clears what is null', async () => {
      const before = await givenFullAccount(service());
      const cleared = { email: null, displayName: null, did: null };
      const after = await service().root.updateUser({ user: before.id, ...cleared });
      const status = { status: 'pending', isActive: false };
      expect(after).toEqual({ ...before, ...cleared, ...status, version: 2, updatedAt: after.updatedAt });
    });

    it('takes @ and the username, and answers with the address that stays', async () => {
      const before = await givenAccount(service());
      const user = `@${before.username.toUpperCase()}`;
      const answer = expectOk(await service().root.raw.updateUser({ user, username: uniqueName() }));
      expect(answer.body.id).toBe(before.id);
      expect(answer.headers.get('content-location')).toBe(`/api/v1/users/${before.id}`);
    });

    it('changes the letter case of a username', async () => {
      const before = await givenAccount(service());
      const username = before.username.toUpperCase();
      const after = await service().root.updateUser({ user: before.id, username });
      expect(after).toMatchObject({ username, version: 2 });
    });

    it('leaves exactly one audit row with every field before and after', async () => {
      const before = await givenFullAccount(service());
      const rows = await auditRowsOf(service(), () =>
        service().root.updateUser({ user: before.id, email: null, role: 'viewer', displayName: 'Jane Roe' }),
      );
      await expectAuditRow(rows, {
        action: 'user.updated',
        by: service().root,
        target: target(before),
        changes: [
          { field: 'email', before: before.email, after: null },
          { field: 'role', before: 'editor', after: 'viewer' },
          { field: 'roles', before: ['editor', 'viewer'], after: ['viewer'] },
        ],
      });
    });

    it('leaves version, time and audit alone when nothing changes', async () => {
      const before = await givenFullAccount(service());
      const { username, email, displayName, did, role, servers, groups } = before;
      const same = { username, email, displayName, did, role, servers, groups };
      // JSON objects have no order.
      const metadata = { b: { c: [1, 2] }, a: 1 };
      const rows = await auditRowsOf(service(), async () => {
        const answer = await service().root.raw.updateUser({ user: before.id, ...same, metadata });
        const { body, headers } = expectOk(answer);
        expect(body).toEqual(before);
        expect(headers.get('etag')).toBe(`"${before.id}.1"`);
      });
      expect(rows).toEqual([]);
      expect(await service().root.getUser({ user: before.id })).toEqual(before);
    });

    it('takes labels in any order and stores them as a set', async () => {
      const before = await givenAccount(service(), { servers: ['b', 'a'] });
      const same = await service().root.updateUser({ user: before.id, servers: ['b', 'a'] });
      expect(same).toEqual(before);
    });

    it('makes a pending account active with a DID, and pending again without', async () => {
      const pending = await givenAccount(service());
      const did = `did:plc:${uniqueName()}`;
      const rows = await auditRowsOf(service(), () => service().root.updateUser({ user: pending.id, did }));
      expect(JSON.parse(rows[0]?.changes ?? '')).toEqual([
        { field: 'did', before: null, after: did },
        { field: 'status', before: 'pending', after: 'active' },
        { field: 'isActive', before: false, after: true },
      ]);
      expect(await service().root.updateUser({ user: pending.id, did: null })).toMatchObject({
        status: 'pending',
      });
    });

    it('leaves a user with a password active without the DID, and a disabled one disabled with one', async () => {
      const did = `did:plc:${uniqueName()}`;
      const { user, client } = await givenUser(service(), { did });
      expect(await service().root.updateUser({ user: user.id, did: null })).toMatchObject({
        status: 'active',
      });
      await client.getMe();
      const disabled = await givenAccount(service(), { isActive: false });
      expect(await service().root.updateUser({ user: disabled.id, did })).toMatchObject({
        status: 'disabled',
      });
    });

    it('takes a username in the form of the e-mail address that is set with it', async () => {
      const { id } = await givenAccount(service());
      const email = `${uniqueName()}@example.org`;
      const after = await service().root.updateUser({ user: id, username: email, email });
      expect(after).toMatchObject({ username: email, email });
    });

    it('takes rights away, and gives them, on the next request', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      await admin.client.listUsers();
      await service().root.updateUser({ user: admin.user.id, role: 'viewer' });
      await expectProblem(admin.client.listUsers(), 'permission-denied');
      expect((await admin.client.getMe()).effectivePermissions).toEqual([]);
      await service().root.updateUser({ user: admin.user.id, role: 'admin' });
      await admin.client.listUsers();
    });

    it('lets somebody change their own name, e-mail address and metadata', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const changes = { displayName: 'Me', metadata: { mine: true }, email: `${uniqueName()}@example.org` };
      expect(await actor.client.updateUser({ user: actor.user.id, ...changes })).toMatchObject(changes);
    });

    it('lets the super admin change their own name', async () => {
      const after = await service().root.updateUser({ user: `@${superUsername}`, displayName: uniqueName() });
      expect(after).toMatchObject({ isSuper: true, status: 'active' });
    });
  });

  itNeedsACredential(service, (client, user) => client.updateUser({ user, displayName: 'X' }));
  itNeedsPermissions(service, ['users:update', 'users:read'], (client, user) =>
    client.updateUser({ user, displayName: 'X' }),
  );
});
