import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { giveSession } from '../authority/give-session.ts';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenActor, givenSession, givenUser, quickHashes } from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import {
  type Call,
  expectRefusal,
  itNeedsACredential,
  itNeedsPermissions,
} from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const permissions = ['sessions:revoke', 'users:read'];

/** On a session that is made for the call, if there is such a user. */
const call: Call = async (client, user) => {
  const { reader } = service().dependencies.database;
  const [row] = await reader('users').where({ id: user }).select('id');
  const sessionId = row ? (await giveSession(service(), user)).id : randomUUID();
  return client.revokeUserSession({ user, sessionId });
};

describe('revokeUserSession', () => {
  describe('204', () => {
    it('ends the named session of the user and no other', async () => {
      const given = await givenUser(service());
      const other = await givenSession(service(), given);
      const user = `@${given.user.username}`;
      const answer = await service().root.raw.revokeUserSession({ user, sessionId: given.sessionId });
      expect(expectOk(answer).status).toBe(204);
      await expectProblem(given.client.getMe(), 'credential-invalid');
      const refresh = service().anonymous.refreshSession({ refreshToken: given.refreshToken });
      await expectProblem(refresh, 'refresh-token-invalid');
      await other.client.getMe();
      const { data } = await service().root.listUserSessions({ user });
      expect(data.map(({ id }) => id)).toEqual([other.sessionId]);
    });

    it('leaves exactly one audit row, and the user unchanged', async () => {
      const { user, sessionId } = await givenUser(service());
      const before = await service().root.getUser({ user: user.id });
      const act = () => service().root.revokeUserSession({ user: user.id, sessionId });
      await expectAuditRow(await auditRowsOf(service(), act), {
        action: 'session.ended',
        by: service().root,
        target: { kind: 'session', id: sessionId, name: user.username },
        changes: [],
      });
      expect(await service().root.getUser({ user: user.id })).toEqual(before);
    });

    it('ends a session of one’s own too', async () => {
      const actor = await givenActor(service(), permissions);
      const other = await givenSession(service(), actor);
      await actor.client.revokeUserSession({ user: actor.user.id, sessionId: other.sessionId });
      await expectProblem(other.client.getMe(), 'credential-invalid');
    });
  });

  describe('403', () => {
    it('protects the sessions of the super admin from everybody else', async () => {
      const { client } = await givenUser(service(), { role: 'admin' });
      const { data } = await client.listUserSessions({ user: `@${superUsername}` });
      const sessionId = data[0]?.id ?? '';
      const act = () => client.revokeUserSession({ user: `@${superUsername}`, sessionId });
      await expectRefusal(service(), act, 'super-protected');
      await service().root.getMe();
    });

    it('protects whoever holds more than the caller, and names what that is', async () => {
      const actor = await givenActor(service(), permissions);
      const strong = await givenUser(service(), { permissions: ['audit:read'] });
      const act = () => actor.client.revokeUserSession({ user: strong.user.id, sessionId: strong.sessionId });
      const { problem } = await expectRefusal(service(), act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['audit:read']);
      await strong.client.getMe();
    });
  });

  describe('404', () => {
    it('knows neither a missing user, nor a missing session, nor one of somebody else', async () => {
      const given = await givenUser(service());
      const other = await givenUser(service());
      const { root } = service();
      const missing = { user: randomUUID(), sessionId: given.sessionId };
      await expectRefusal(service(), () => root.revokeUserSession(missing), 'user-not-found');
      for (const sessionId of [randomUUID(), other.sessionId]) {
        const act = () => root.revokeUserSession({ user: given.user.id, sessionId });
        await expectRefusal(service(), act, 'session-not-found');
      }
      await other.client.getMe();
    });
  });

  itNeedsACredential(service, call);
  itNeedsPermissions(service, permissions, call);
});
