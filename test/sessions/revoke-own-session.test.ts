import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenSession, givenUser, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { expectRefusal, itNeedsACredential } from '../support/shared-guarantees.ts';
import { startOwn } from './own-clock.ts';

const service = useService({ override: quickHashes });

describe('revokeOwnSession', () => {
  describe('204', () => {
    it('ends the named session, access and refresh, and no other', async () => {
      const here = await givenUser(service());
      const lost = await givenSession(service(), here);
      const third = await givenSession(service(), here);
      const answer = await here.client.raw.revokeOwnSession({ sessionId: lost.sessionId });
      expect(expectOk(answer).status).toBe(204);
      await expectProblem(lost.client.getMe(), 'credential-invalid');
      const refresh = service().anonymous.refreshSession({ refreshToken: lost.refreshToken });
      await expectProblem(refresh, 'refresh-token-invalid');
      const { data } = await here.client.listOwnSessions();
      expect(data.map(({ id }) => id).sort()).toEqual([here.sessionId, third.sessionId].sort());
      await third.client.getMe();
    });

    it('ends the session of the request itself', async () => {
      const given = await givenUser(service());
      await given.client.revokeOwnSession({ sessionId: given.sessionId });
      await expectProblem(given.client.getMe(), 'credential-invalid');
    });

    it('leaves exactly one audit row', async () => {
      const given = await givenUser(service());
      const { client, user } = given;
      const { sessionId } = await givenSession(service(), given);
      const rows = await auditRowsOf(service(), () => client.revokeOwnSession({ sessionId }));
      await expectAuditRow(rows, {
        action: 'session.ended',
        by: client,
        target: { kind: 'session', id: sessionId, name: user.username },
        changes: [],
      });
    });
  });

  describe('404', () => {
    it('knows neither missing nor ended sessions, nor those of others, and ends none of them', async () => {
      const here = await givenUser(service());
      const other = await givenUser(service());
      const ended = await givenSession(service(), here);
      await ended.client.logOut();
      for (const sessionId of [randomUUID(), ended.sessionId, other.sessionId]) {
        const act = () => here.client.revokeOwnSession({ sessionId });
        await expectRefusal(service(), act, 'session-not-found');
      }
      await other.client.getMe();
    });

    it('does not know a session that is over', async () => {
      const { own, ownClock } = await startOwn();
      const old = await givenUser(own);
      // Logging in once more would delete the row.
      const here = await givenSession(own, old);
      const { database } = own.dependencies;
      await database.transact((tx) =>
        tx('sessions').where({ id: old.sessionId }).update({ expires_at: ownClock.now() }),
      );
      const act = () => here.client.revokeOwnSession({ sessionId: old.sessionId });
      await expectRefusal(own, act, 'session-not-found');
    });
  });

  describe('422', () => {
    it('refuses what is no id', async () => {
      const { client } = await givenUser(service());
      const { problem } = await expectProblem(
        client.revokeOwnSession({ sessionId: 'all' }),
        'validation-failed',
      );
      expect(problem.errors).toEqual([expect.objectContaining({ loc: ['path', 'sessionId'] })]);
    });
  });

  itNeedsACredential(service, (client) => client.revokeOwnSession({ sessionId: randomUUID() }));
});
