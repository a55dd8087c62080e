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

const tables = [
  ['users', 'id'],
  ['user_passwords', 'user_id'],
  ['user_permissions', 'user_id'],
  ['user_servers', 'user_id'],
  ['user_groups', 'user_id'],
  ['sessions', 'user_id'],
] as const;

/** How many rows each table has of a user. */
async function rowsOfUser(id: string): Promise<number[]> {
  const { reader } = service().dependencies.database;
  const rows = await Promise.all(
    tables.map(([table, column]) => reader(table).where(column, id).select(column)),
  );
  return rows.map((found) => found.length);
}

describe('deleteUser', () => {
  describe('204', () => {
    it('removes the user and everything that belongs to them', async () => {
      const fields = { permissions: ['stats:read'], servers: ['eu-1'], groups: ['support'] };
      const { user } = await givenUser(service(), fields);
      expect(await rowsOfUser(user.id)).toEqual([1, 1, 1, 1, 1, 1]);
      const answer = expectOk(await service().root.raw.deleteUser({ user: user.id }));
      expect(answer.status).toBe(204);
      expect(await rowsOfUser(user.id)).toEqual([0, 0, 0, 0, 0, 0]);
      await expectProblem(service().root.getUser({ user: user.id }), 'user-not-found');
      await expectProblem(service().root.deleteUser({ user: user.id }), 'user-not-found');
    });

    it('ends every session at once, and the password', async () => {
      const first = await givenUser(service());
      const second = await givenSession(service(), first);
      await service().root.deleteUser({ user: `@${first.user.username}` });
      for (const { client, refreshToken } of [first, second]) {
        await expectProblem(client.getMe(), 'credential-invalid');
        await expectProblem(service().anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
      }
      await expectProblem(givenSession(service(), first), 'login-failed');
    });

    it('frees names for somebody else, who gets nothing of the old account', async () => {
      const email = `${uniqueName()}@example.org`;
      const did = `did:plc:${uniqueName()}`;
      const old = await givenUser(service(), { email, did, permissions: ['users:read'] });
      await service().root.deleteUser({ user: old.user.id });
      const username = old.user.username;
      const heir = await givenAccount(service(), { username, email, did, password: 'another password' });
      expect(heir.id).not.toBe(old.user.id);
      expect(heir.permissions).toEqual([]);
      await expectProblem(old.client.getMe(), 'credential-invalid');
      await expectProblem(givenSession(service(), old), 'login-failed');
    });

    it('leaves exactly one audit row', async () => {
      const user = await givenAccount(service(), { role: 'editor', email: `${uniqueName()}@example.org` });
      const rows = await auditRowsOf(service(), () => service().root.deleteUser({ user: user.id }));
      await expectAuditRow(rows, {
        action: 'user.deleted',
        by: service().root,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [
          { field: 'role', before: 'editor' },
          { field: 'email', before: user.email },
        ],
      });
    });

    it('lets an administrator delete another one, and nobody else notices', async () => {
      const one = await givenUser(service(), { role: 'admin' });
      const other = await givenUser(service(), { role: 'admin' });
      await one.client.deleteUser({ user: other.user.id });
      await expectProblem(other.client.getMe(), 'credential-invalid');
      await one.client.getMe();
    });

    it('lets one of two racers delete', async () => {
      const user = await givenAccount(service());
      const statuses: number[] = [];
      const rows = await auditRowsOf(service(), async () => {
        const race = [1, 2].map(() => service().root.raw.deleteUser({ user: user.id }));
        for (const { status } of await Promise.all(race)) statuses.push(status);
      });
      expect(statuses.sort()).toEqual([204, 404]);
      expect(rows).toHaveLength(1);
    });
  });

  itNeedsACredential(service, (client, user) => client.deleteUser({ user }));
  itNeedsPermissions(service, ['users:delete', 'users:read'], (client, user) => client.deleteUser({ user }));

  describe('403', () => {
    it('lets nobody delete themselves, not even the super admin', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const act = () => admin.client.deleteUser({ user: `@${admin.user.username}` });
      await expectUntouched(service(), admin.user, act, 'self-action-refused');
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const actOnRoot = () => service().root.deleteUser({ user: root.id });
      await expectUntouched(service(), root, actOnRoot, 'self-action-refused');
    });

    it('lets nobody delete the super admin', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const act = () => admin.client.deleteUser({ user: root.id });
      await expectUntouched(service(), root, act, 'super-protected');
    });

    it('refuses to delete a user who holds one permission more, and names it', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:delete']);
      const mighty = await givenUser(service(), { permissions: ['users:read', 'audit:read'] });
      const act = () => actor.client.deleteUser({ user: mighty.user.id });
      const { problem } = await expectUntouched(service(), mighty.user, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['audit:read']);
      await mighty.client.getMe();
      await actor.hold('users:read', 'users:delete', 'audit:read');
      await act();
    });
  });

  describe('404', () => {
    it.each([randomUUID(), `@${uniqueName()}`])('does not find %s', async (user) => {
      await expectProblem(service().root.deleteUser({ user }, { ifMatch: '*' }), 'user-not-found');
    });
  });

  itHonoursIfMatch(service, async () => {
    const before = await givenAccount(service(), { password: givenPassword });
    return { before, change: (options) => service().root.deleteUser({ user: before.id }, options) };
  });

  it('refuses in the order: existence, escalation, version', async () => {
    const actor = await givenActor(service(), ['users:read', 'users:delete']);
    const mighty = await givenAccount(service(), { permissions: ['audit:read'] });
    const weak = await givenAccount(service());
    const send = (user: string) => actor.client.deleteUser({ user }, { ifMatch: '"stale"' });
    await expectProblem(send(randomUUID()), 'user-not-found');
    await expectProblem(send(actor.user.id), 'self-action-refused');
    await expectProblem(send(mighty.id), 'escalation-refused');
    await expectProblem(send(weak.id), 'version-mismatch');
  });
});
