import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { givenUser, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { expectUntouched, itHonoursIfMatch, itNeedsACredential } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });

describe('updateMe', () => {
  describe('200', () => {
    it('changes the display name, and answers as getMe does', async () => {
      const { client, user } = await givenUser(service(), { displayName: 'Before', groups: ['a'] });
      const { body, headers } = expectOk(await client.raw.updateMe({ displayName: 'Zoë 😀' }));
      expect(body).toEqual(await client.getMe());
      const { updatedAt, lastLoginAt, lastSeenAt } = body.user;
      const changed = { displayName: 'Zoë 😀', version: 2, updatedAt, lastLoginAt, lastSeenAt };
      expect(body.user).toEqual({ ...user, ...changed });
      expect(headers.get('etag')).toBe(`"${user.id}.2"`);
    });

    it('clears the display name with null', async () => {
      const { client } = await givenUser(service(), { displayName: 'Before' });
      expect((await client.updateMe({ displayName: null })).user).toMatchObject({
        displayName: null,
        version: 2,
      });
    });

    it('leaves exactly one audit row', async () => {
      const { client, user } = await givenUser(service());
      const rows = await auditRowsOf(service(), () => client.updateMe({ displayName: 'Jane' }));
      await expectAuditRow(rows, {
        action: 'user.updated',
        by: client,
        target: { kind: 'user', id: user.id, name: user.username },
        changes: [{ field: 'displayName', before: null, after: 'Jane' }],
      });
    });

    it.each([null, 'Jane'])(
      'leaves version, time and audit alone when it is %s already',
      async (displayName) => {
        const { client } = await givenUser(service(), { displayName });
        const before = await client.getMe();
        const rows = await auditRowsOf(service(), async () => {
          expect(await client.updateMe({ displayName })).toEqual(before);
        });
        expect(rows).toEqual([]);
      },
    );
  });

  itNeedsACredential(service, (client) => client.updateMe({ displayName: 'X' }));

  itHonoursIfMatch(service, async () => {
    const { client, user } = await givenUser(service());
    return { before: user, change: (options) => client.updateMe({ displayName: 'X' }, options) };
  });

  describe('422', () => {
    it.each([
      ['nothing', {}, 'displayName', 'required'],
      ['a blank name', { displayName: ' ' }, 'displayName', 'invalid_text'],
      ['an empty name', { displayName: '' }, 'displayName', 'too_short'],
      ['201 characters', { displayName: 'x'.repeat(201) }, 'displayName', 'too_long'],
      ['a line break', { displayName: 'a\nb' }, 'displayName', 'invalid_text'],
      ['a role', { displayName: 'X', role: 'admin' }, 'role', 'unknown_field'],
      ['an e-mail address', { displayName: 'X', email: 'x@example.org' }, 'email', 'unknown_field'],
    ])('refuses %s', async (_name, body, field, type) => {
      const { client, user } = await givenUser(service());
      const act = () => client.updateMe(body as { displayName: string });
      const { problem } = await expectUntouched(service(), user, act, 'validation-failed');
      expect(problem.errors).toContainEqual(expect.objectContaining({ loc: ['body', field], type }));
    });
  });
});
