import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenActor, givenSession, givenUser, quickHashes } from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import {
  type Call,
  expectRefusal,
  itHonoursIfMatch,
  itNeedsACredential,
  itNeedsPermissions,
} from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const permissions = ['sessions:revoke', 'users:read'];
const call: Call = (client, user) => client.revokeUserSessions({ user });

describe('revokeUserSessions', () => {
  describe('204', () => {
    it('ends every session of the user, and nobody else’s; the user can log in again', async () => {
      const given = await givenUser(service());
      const second = await givenSession(service(), given);
      const stranger = await givenUser(service());
      const answer = expectOk(await service().root.raw.revokeUserSessions({ user: given.user.id }));
      expect(answer.status).toBe(204);
      expect(answer.headers.get('etag')).toBe(`"${given.user.id}.1"`);
      for (const { client, refreshToken } of [given, second]) {
        await expectProblem(client.getMe(), 'credential-invalid');
        const refresh = service().anonymous.refreshSession({ refreshToken });
        await expectProblem(refresh, 'refresh-token-invalid');
      }
      await stranger.client.getMe();
      await (await givenSession(service(), given)).client.getMe();
    });

    it('leaves exactly one audit row that counts them, and the user unchanged', async () => {
      const given = await givenUser(service());
      await givenSession(service(), given);
      const { user } = given;
      const before = await service().root.getUser({ user: user.id });
      const act = () => service().root.revokeUserSessions({ user: user.id });
      await expectAuditRow(await auditRowsOf(service(), act), {
        action: 'user.sessionsEnded',
        by: service().root,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [{ field: 'sessions', before: 2, after: 0 }],
      });
      expect(await service().root.getUser({ user: user.id })).toEqual(before);
    });

    it('leaves no audit row where there is no session', async () => {
      const { id } = await givenAccount(service());
      const act = () => service().root.revokeUserSessions({ user: id });
      expect(await auditRowsOf(service(), act)).toEqual([]);
    });

    it('ends one’s own sessions too, that of the request included', async () => {
      const actor = await givenActor(service(), permissions);
      await actor.client.revokeUserSessions({ user: actor.user.id });
      await expectProblem(actor.client.getMe(), 'credential-invalid');
    });
  });

  describe('403', () => {
    it('protects the sessions of the super admin from everybody else', async () => {
      const { client } = await givenUser(service(), { role: 'admin' });
      const act = () => client.revokeUserSessions({ user: `@${superUsername}` });
      await expectRefusal(service(), act, 'super-protected');
      await service().root.getMe();
    });

    it('protects whoever holds more than the caller, and names what that is', async () => {
      const actor = await givenActor(service(), permissions);
      const strong = await givenUser(service(), { permissions: ['audit:read'] });
      const act = () => actor.client.revokeUserSessions({ user: strong.user.id });
      const { problem } = await expectRefusal(service(), act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['audit:read']);
      await strong.client.getMe();
    });
  });

  describe('404', () => {
    it('knows no missing user', async () => {
      const act = () => service().root.revokeUserSessions({ user: randomUUID() });
      await expectRefusal(service(), act, 'user-not-found');
    });
  });

  itNeedsACredential(service, call);
  itNeedsPermissions(service, permissions, call);
  itHonoursIfMatch(service, async () => {
    const { user } = await givenUser(service());
    const before = await service().root.getUser({ user: user.id });
    return {
      before,
      change: (options) => service().root.revokeUserSessions({ user: user.id }, options),
    };
  });
});
