import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, givenUser, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { expectRefusal } from '../support/shared-guarantees.ts';

/** What happens when the next password has been checked and the session has not begun. */
let afterNextVerify: (() => Promise<unknown>) | undefined;

// Passwords are hashed as in production here, and nowhere else.
const service = useService({
  override: (dependencies) => ({
    ...dependencies,
    hasher: {
      ...dependencies.hasher,
      async verify(stored, password, place) {
        const isCorrect = await dependencies.hasher.verify(stored, password, place);
        const interrupt = afterNextVerify;
        afterNextVerify = undefined;
        await interrupt?.();
        return isCorrect;
      },
    },
  }),
});

const logIn = (username: string, password = givenPassword) =>
  service().anonymous.logIn({ username, password });

async function countSessions(userId: string): Promise<number> {
  const rows = await service()
    .dependencies.database.reader('sessions')
    .where({ user_id: userId })
    .select('id');
  return rows.length;
}

describe('logIn', () => {
  describe('200', () => {
    it('begins a session with both tokens', async () => {
      const user = await givenAccount(service(), { password: givenPassword, role: 'editor' });
      const before = Date.now();
      const tokens = await logIn(user.username);
      const after = Date.now();
      const { lastLoginAt } = tokens.user;
      expect(tokens).toEqual({
        sessionId: expect.any(String),
        accessToken: expect.stringMatching(/^rst_a_[\w-]{43}$/),
        accessTokenExpiresAt: expect.any(String),
        refreshToken: expect.stringMatching(/^rst_r_[\w-]{80}$/),
        refreshTokenExpiresAt: expect.any(String),
        // A log-in is no change of the user: version and updatedAt stay.
        user: { ...user, lastLoginAt, lastSeenAt: lastLoginAt },
      });
      const begun = Date.parse(lastLoginAt ?? '');
      expect(begun).toBeGreaterThanOrEqual(before);
      expect(begun).toBeLessThanOrEqual(after);
      expect(Date.parse(tokens.accessTokenExpiresAt)).toBe(begun + 900_000);
      expect(Date.parse(tokens.refreshTokenExpiresAt)).toBe(begun + 2_592_000_000);
      expect(await service().root.getUser({ user: user.id })).toEqual(tokens.user);
      expect((await service().as(tokens.accessToken).getMe()).credential.id).toBe(tokens.sessionId);
    });

    it('begins another session every time', async () => {
      const { user, client, sessionId } = await givenUser(service());
      const other = await logIn(user.username);
      expect(other.sessionId).not.toBe(sessionId);
      await client.getMe();
      await service().as(other.accessToken).getMe();
    });

    it('takes the username in any letter case and spelling', async () => {
      const { user } = await givenUser(service(), { username: `${uniqueName('Jürgen')}-ﬁ` });
      for (const name of [user.username.toUpperCase(), user.username.normalize('NFKD')]) {
        expect((await logIn(name)).user.id).toBe(user.id);
      }
    });

    it('takes usernames in the form of an e-mail address and of a DID', async () => {
      const email = `${uniqueName()}@example.org`;
      const did = `did:plc:${uniqueName()}`;
      await givenAccount(service(), { username: email, email, password: givenPassword });
      await service().root.createUser({ did, password: givenPassword });
      expect((await logIn(email)).user).toMatchObject({ username: email });
      expect((await logIn(did)).user).toMatchObject({ username: did });
    });

    it('ignores a credential that is sent', async () => {
      const { user } = await givenUser(service());
      const headers = { Authorization: 'Bearer nonsense' };
      const tokens = await service().anonymous.logIn(
        { username: user.username, password: givenPassword },
        { headers },
      );
      expect(tokens.user.id).toBe(user.id);
    });

    it('leaves exactly one audit row, without secrets', async () => {
      const user = await givenAccount(service(), { password: givenPassword });
      const answers: Awaited<ReturnType<typeof logIn>>[] = [];
      const rows = await auditRowsOf(service(), async () => {
        answers.push(await logIn(user.username));
      });
      const [tokens] = answers;
      if (!tokens) throw new Error('There was no log-in.');
      await expectAuditRow(rows, {
        action: 'session.created',
        by: { id: user.id, name: user.username, credentialId: tokens.sessionId },
        target: { kind: 'session', id: tokens.sessionId, name: user.username },
        changes: [{ field: 'expiresAt', after: tokens.refreshTokenExpiresAt }],
      });
      for (const secret of [givenPassword, tokens.accessToken, tokens.refreshToken]) {
        expect(JSON.stringify(rows)).not.toContain(secret);
      }
    });

    it('stores neither tokens nor passwords in clear', async () => {
      const given = await givenUser(service());
      const { reader } = service().dependencies.database;
      const tables = [
        'users',
        'user_passwords',
        'sessions',
        'access_tokens',
        'refresh_tokens',
        'audit_events',
      ];
      const rows = await Promise.all(tables.map((table) => reader(table).select('*')));
      const stored = JSON.stringify(rows);
      expect(stored).toContain(given.sessionId);
      for (const secret of [given.accessToken, given.refreshToken, given.password]) {
        expect(stored).not.toContain(secret.replace(/^rst_._/, ''));
      }
      const [hash] = await reader('user_passwords').where({ user_id: given.user.id }).select('password_hash');
      expect(hash.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,/);
    });
  });

  describe('401', () => {
    it('answers alike to every reason, and leaves neither session nor audit row', async () => {
      const password = givenPassword;
      const disabled = await givenAccount(service(), { password, isActive: false });
      const active = await givenAccount(service(), { password });
      const deleted = await givenAccount(service(), { password });
      await service().root.deleteUser({ user: deleted.id });
      const reasons: [string, string][] = [
        [uniqueName(), password],
        [active.username, `${password}!`],
        [active.username, password.toUpperCase()],
        [active.username, ` ${password}`],
        [disabled.username, password],
        [deleted.username, password],
        [(await givenAccount(service())).username, password],
        [(await givenAccount(service(), { did: `did:plc:${uniqueName()}` })).username, password],
        ['x', password],
        [`@${active.username}`, password],
      ];
      const answers = new Set<string>();
      for (const [username, sent] of reasons) {
        const { problem, headers } = await expectRefusal(
          service(),
          () => logIn(username, sent),
          'login-failed',
        );
        expect(headers.get('www-authenticate')).toBe('Bearer realm="roster"');
        answers.add(JSON.stringify({ ...problem, requestId: '' }));
      }
      expect(answers.size).toBe(1);
      expect(await countSessions(active.id)).toBe(0);
      const untouched = await service().root.getUser({ user: active.id });
      expect(untouched).toEqual(active);
    });

    it.each([
      ['disabled', (user: string) => service().root.setUserStatus({ user, isActive: false })],
      ['deleted', (user: string) => service().root.deleteUser({ user })],
      [
        'reset',
        (user: string) => service().root.resetUserPassword({ user, newPassword: 'the next password' }),
      ],
    ])(
      'begins no session if the account is %s while the password is being checked',
      async (_name, interrupt) => {
        const { id, username } = await givenAccount(service(), { password: givenPassword });
        let wasInterrupted = false;
        afterNextVerify = async () => {
          await interrupt(id);
          wasInterrupted = true;
        };
        await expectProblem(logIn(username), 'login-failed');
        expect(wasInterrupted).toBe(true);
        expect(await countSessions(id)).toBe(0);
      },
    );
  });

  describe('422', () => {
    it.each([
      ['no username', { password: 'x' }, 'username', 'required'],
      ['an empty username', { username: '', password: 'x' }, 'username', 'too_short'],
      ['no password', { username: 'jane' }, 'password', 'required'],
      ['an empty password', { username: 'jane', password: '' }, 'password', 'too_short'],
      [
        'a password of 257 characters',
        { username: 'jane', password: 'x'.repeat(257) },
        'password',
        'too_long',
      ],
      ['a number for a password', { username: 'jane', password: 12_345_678 }, 'password', 'wrong_type'],
      ['another field', { username: 'jane', password: 'x', remember: true }, 'remember', 'unknown_field'],
    ])('refuses %s, and shows no password', async (_name, body, field, type) => {
      const call = service().anonymous.logIn(body as { username: string; password: string });
      const { problem } = await expectProblem(call, 'validation-failed');
      expect(problem.errors).toEqual([expect.objectContaining({ loc: ['body', field], type })]);
      if (field === 'password') expect(problem.errors?.[0]).not.toHaveProperty('input');
    });
  });
});
