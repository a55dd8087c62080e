import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  givenAccount,
  givenActor,
  givenPassword,
  givenSession,
  givenUser,
  quickHashes,
  uniqueName,
} from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import {
  expectUntouched,
  itHonoursIfMatch,
  itNeedsACredential,
  itNeedsPermissions,
} from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });

describe('setUserStatus', () => {
  describe('200', () => {
    it('disables and keeps all data', async () => {
      const before = await givenAccount(service(), {
        password: givenPassword,
        servers: ['eu-1'],
        metadata: { a: 1 },
      });
      const answer = await service().root.raw.setUserStatus({ user: before.id, isActive: false });
      const { body, headers } = expectOk(answer);
      const changed = { status: 'disabled', isActive: false, version: 2, updatedAt: body.updatedAt };
      expect(body).toEqual({ ...before, ...changed });
      expect(headers.get('etag')).toBe(`"${before.id}.2"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${before.id}`);
      expect(await service().root.getUser({ user: before.id })).toEqual(body);
    });

    it('ends every session on the next request, and nothing comes back with the account', async () => {
      const first = await givenUser(service());
      const second = await givenSession(service(), first);
      const user = first.user.id;
      const expectDead = async () => {
        for (const { client, refreshToken } of [first, second]) {
          await expectProblem(client.getMe(), 'credential-invalid');
          await expectProblem(service().anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
        }
      };
      await service().root.setUserStatus({ user, isActive: false });
      await expectDead();
      await expectProblem(givenSession(service(), first), 'login-failed');
      expect(await service().root.setUserStatus({ user, isActive: true })).toMatchObject({
        status: 'active',
      });
      await expectDead();
      await (await givenSession(service(), first)).client.getMe();
    });

    it.each([
      ['active with a password', { password: givenPassword }, 'active'],
      ['active with a DID', { did: `did:plc:${uniqueName()}` }, 'active'],
      ['pending without a credential', {}, 'pending'],
    ])('enables an account as %s', async (_name, fields, status) => {
      const { id } = await givenAccount(service(), { ...fields, isActive: false });
      const after = await service().root.setUserStatus({ user: id, isActive: true });
      expect(after).toMatchObject({ status, isActive: status === 'active', version: 2 });
    });

    it('leaves exactly one audit row', async () => {
      const user = await givenAccount(service());
      const rows = await auditRowsOf(service(), () =>
        service().root.setUserStatus({ user: user.id, isActive: false }),
      );
      await expectAuditRow(rows, {
        action: 'user.statusChanged',
        by: service().root,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [{ field: 'status', before: 'pending', after: 'disabled' }],
      });
    });

    it.each([
      ['active', { password: givenPassword }, true],
      ['pending', {}, true],
      ['disabled', { password: givenPassword, isActive: false }, false],
    ])(
      'leaves version, time and audit alone when the account is %s already',
      async (status, fields, isActive) => {
        const before = await givenAccount(service(), fields);
        expect(before.status).toBe(status);
        const rows = await auditRowsOf(service(), async () => {
          const answer = await service().root.raw.setUserStatus({ user: before.id, isActive });
          const { body, headers } = expectOk(answer);
          expect(body).toEqual(before);
          expect(headers.get('etag')).toBe(`"${before.id}.1"`);
        });
        expect(rows).toEqual([]);
      },
    );

    it('keeps the sessions of an active user who is enabled again', async () => {
      const given = await givenUser(service());
      await service().root.setUserStatus({ user: given.user.id, isActive: true });
      await given.client.getMe();
    });
  });

  itNeedsACredential(service, (client, user) => client.setUserStatus({ user, isActive: false }));
  itNeedsPermissions(service, ['users:disable', 'users:read'], (client, user) =>
    client.setUserStatus({ user, isActive: false }),
  );

  describe('403', () => {
    it.each([true, false])('lets nobody set their own status to %s', async (isActive) => {
      const admin = await givenUser(service(), { role: 'admin' });
      const act = () => admin.client.setUserStatus({ user: admin.user.id, isActive });
      await expectUntouched(service(), admin.user, act, 'self-action-refused');
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const actOnRoot = () => service().root.setUserStatus({ user: root.id, isActive });
      await expectUntouched(service(), root, actOnRoot, 'self-action-refused');
    });

    it('lets nobody disable the super admin', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const act = () => admin.client.setUserStatus({ user: root.id, isActive: false });
      await expectUntouched(service(), root, act, 'super-protected');
    });

    it.each([true, false])('refuses to set %s for a user who holds one permission more', async (isActive) => {
      const actor = await givenActor(service(), ['users:read', 'users:disable']);
      const before = await givenAccount(service(), {
        permissions: ['users:read', 'audit:read'],
        isActive: !isActive,
      });
      const act = () => actor.client.setUserStatus({ user: before.id, isActive });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['audit:read']);
      await actor.hold('users:read', 'users:disable', 'audit:read');
      expect((await act()).version).toBe(2);
    });
  });

  describe('404', () => {
    it.each([randomUUID(), `@${uniqueName()}`])('does not find %s', async (user) => {
      const act = service().root.setUserStatus({ user, isActive: false }, { ifMatch: '*' });
      await expectProblem(act, 'user-not-found');
    });
  });

  itHonoursIfMatch(service, async () => {
    const before = await givenAccount(service());
    const change = (options: object) =>
      service().root.setUserStatus({ user: before.id, isActive: false }, options);
    return { before, change };
  });

  describe('412', () => {
    it('refuses a stale tag although nothing would change', async () => {
      const { id } = await givenAccount(service(), { isActive: false });
      const act = service().root.setUserStatus({ user: id, isActive: false }, { ifMatch: `"${id}.7"` });
      await expectProblem(act, 'version-mismatch');
    });
  });

  describe('422', () => {
    it.each([
      ['nothing', {}, 'required'],
      ['a text', { isActive: 'false' }, 'wrong_type'],
      ['null', { isActive: null }, 'wrong_type'],
    ])('refuses %s for isActive', async (_name, body, type) => {
      const before = await givenAccount(service());
      const sent = { user: before.id, ...body } as { user: string; isActive: boolean };
      const act = () => service().root.setUserStatus(sent);
      const { problem } = await expectUntouched(service(), before, act, 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'isActive'], type }]);
    });
  });

  it('refuses in the order: input, existence, self, version', async () => {
    const actor = await givenActor(service(), ['users:read', 'users:disable']);
    const stale = { ifMatch: '"stale"' };
    const broken = { user: randomUUID(), isActive: 'no' } as unknown as { user: string; isActive: boolean };
    await expectProblem(actor.client.setUserStatus(broken), 'validation-failed');
    await expectProblem(
      actor.client.setUserStatus({ user: randomUUID(), isActive: true }, stale),
      'user-not-found',
    );
    const self = { user: actor.user.id, isActive: true };
    await expectProblem(actor.client.setUserStatus(self, stale), 'self-action-refused');
  });
});
