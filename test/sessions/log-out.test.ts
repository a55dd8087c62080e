import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createInterruption, givenSession, givenUser } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });

describe('logOut', () => {
  describe('204', () => {
    it('ends this session, access and refresh, and no other', async () => {
      const first = await givenUser(service());
      const second = await givenSession(service(), first);
      const stranger = await givenUser(service());
      expect(expectOk(await first.client.raw.logOut()).status).toBe(204);
      await expectProblem(first.client.getMe(), 'credential-invalid');
      const refresh = service().anonymous.refreshSession({ refreshToken: first.refreshToken });
      await expectProblem(refresh, 'refresh-token-invalid');
      await second.client.getMe();
      await service().anonymous.refreshSession({ refreshToken: second.refreshToken });
      await stranger.client.getMe();
    });

    it('ends every generation of the tokens', async () => {
      const given = await givenUser(service());
      const next = await service().anonymous.refreshSession({ refreshToken: given.refreshToken });
      await service().as(next.accessToken).logOut();
      for (const client of [given.client, service().as(next.accessToken)]) {
        await expectProblem(client.getMe(), 'credential-invalid');
      }
      for (const { refreshToken } of [given, next]) {
        await expectProblem(service().anonymous.refreshSession({ refreshToken }), 'refresh-token-invalid');
      }
    });

    it('leaves exactly one audit row, and the user unchanged', async () => {
      const { user, client, sessionId } = await givenUser(service());
      const before = await service().root.getUser({ user: user.id });
      const rows = await auditRowsOf(service(), () => client.logOut());
      await expectAuditRow(rows, {
        action: 'session.ended',
        by: { id: user.id, name: user.username, credentialId: sessionId },
        target: { kind: 'session', id: sessionId, name: user.username },
        changes: [],
      });
      expect(await service().root.getUser({ user: user.id })).toEqual(before);
    });

    it('leaves no second audit row when another log-out comes first', async () => {
      const { client } = await givenUser(service());
      const rows = await auditRowsOf(service(), async () => {
        interruption.plan(() => client.logOut());
        await client.logOut();
      });
      expect(rows.map(({ action }) => action)).toEqual(['session.ended']);
    });
  });

  itNeedsACredential(service, (client) => client.logOut());

  describe('401', () => {
    it('refuses the second time', async () => {
      const { client } = await givenUser(service());
      await client.logOut();
      const { headers } = await expectProblem(client.logOut(), 'credential-invalid');
      expect(headers.get('www-authenticate')).toBe('Bearer realm="roster", error="invalid_token"');
    });
  });
});
