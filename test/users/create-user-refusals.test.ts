import { describe, expect, it } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  givenAccount,
  givenActor,
  givenRole,
  givenSession,
  quickHashes,
  uniqueName,
} from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import { expectRefusal } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });

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

describe('createUser refuses', () => {
  describe('403', () => {
    it('refuses whoever lacks users:create, before it looks at the input', async () => {
      const { client } = await givenActor(service(), []);
      const { problem } = await expectProblem(client.createUser({ username: '!' }), 'permission-denied');
      expect(problem.missingPermissions).toEqual(['users:create', 'users:read']);
    });

    it.each([
      ['role', { role: 'editor' }, 'users:grant'],
      ['role, also one that does not exist', { role: 'nobody-has-this' }, 'users:grant'],
      ['permissions', { permissions: ['users:read'] }, 'users:grant'],
      ['servers', { servers: ['eu-1'] }, 'users:grant'],
      ['groups', { groups: ['support'] }, 'users:grant'],
    ])('refuses %s without the permission that the field needs', async (_name, fields, needed) => {
      const { client } = await givenActor(service(), ['users:create', 'users:read']);
      const act = () => client.createUser({ username: uniqueName(), ...fields });
      const { problem } = await expectRefusal(service(), act, 'permission-denied');
      expect(problem.missingPermissions).toEqual([needed]);
    });

    it('refuses a permission that the caller does not hold', async () => {
      const { client } = await givenActor(service(), ['users:create', 'users:read', 'users:grant']);
      const permissions = ['users:read', 'users:delete', 'audit:read'];
      const act = () => client.createUser({ username: uniqueName(), permissions });
      const { problem } = await expectRefusal(service(), act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['audit:read', 'users:delete']);
    });

    it('refuses a role that holds more than the caller, and names what is missing', async () => {
      const role = await givenRole(service(), { permissions: ['users:export', 'users:read'], rank: 20 });
      const { client } = await givenActor(service(), ['users:create', 'users:read', 'users:grant']);
      const custom = () => client.createUser({ username: uniqueName(), role });
      expect(
        (await expectRefusal(service(), custom, 'escalation-refused')).problem.missingPermissions,
      ).toEqual(['users:export']);
      const admin = () => client.createUser({ username: uniqueName(), role: 'admin' });
      const { problem } = await expectRefusal(service(), admin, 'escalation-refused');
      expect(problem.missingPermissions).toContain('users:delete');
      expect(problem.missingPermissions).not.toContain('users:create');
    });

    it('refuses a role that is ranked above the caller’s, whatever it holds', async () => {
      const role = await givenRole(service(), { rank: 31 });
      const { client } = await givenActor(service(), ['users:create', 'users:read', 'users:grant'], 30);
      await expectRefusal(
        service(),
        () => client.createUser({ username: uniqueName(), role }),
        'escalation-refused',
      );
    });

    it('keeps from administrators what only the super admin holds', async () => {
      const { client } = await givenActor(service(), [], 80);
      const act = () => client.createUser({ username: uniqueName(), permissions: ['roles:manage'] });
      expect((await client.getMe()).effectivePermissions).not.toContain('roles:manage');
      await expectRefusal(service(), act, 'permission-denied');
      const admin = await givenActor(service(), [], 81);
      const { problem } = await expectRefusal(
        service(),
        () => admin.client.createUser({ username: uniqueName(), permissions: ['roles:manage'] }),
        'escalation-refused',
      );
      expect(problem.missingPermissions).toEqual(['roles:manage']);
    });

    it('makes no second super admin, not even for the super admin', async () => {
      const act = () => service().root.createUser({ username: uniqueName(), role: 'super_admin' });
      await expectRefusal(service(), act, 'super-protected');
    });
  });

  describe('409', () => {
    it('names the username where more than one field is taken, on every engine', async () => {
      const fields = {
        username: uniqueName(),
        email: `${uniqueName()}@example.org`,
        did: `did:plc:${uniqueName()}`,
      };
      await givenAccount(service(), fields);
      await expectRefusal(service(), () => givenAccount(service(), fields), 'username-taken');
      const others = { ...fields, username: uniqueName() };
      await expectRefusal(service(), () => givenAccount(service(), others), 'email-taken');
    });

    it('refuses a username that differs only in letter case or spelling, and leaves nothing', async () => {
      const username = `${uniqueName()}-ﬁn`;
      await givenAccount(service(), { username });
      for (const variant of [username, username.toUpperCase(), username.replace('ﬁ', 'fi')]) {
        const act = () => service().root.createUser({ username: variant });
        const { problem } = await expectRefusal(service(), act, 'username-taken');
        expect(problem.errors).toMatchObject([{ loc: ['body', 'username'], type: 'taken' }]);
      }
    });

    it('refuses an e-mail address that differs only in letter case', async () => {
      const email = `${uniqueName()}@example.org`;
      await givenAccount(service(), { email });
      const act = () => givenAccount(service(), { email: email.toUpperCase() });
      const { problem } = await expectRefusal(service(), act, 'email-taken');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'email'], type: 'taken' }]);
    });

    it('refuses a DID that is taken, and compares DIDs byte for byte', async () => {
      const did = `did:plc:${uniqueName('x')}`;
      await givenAccount(service(), { did });
      const { problem } = await expectRefusal(service(), () => givenAccount(service(), { did }), 'did-taken');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'did'], type: 'taken' }]);
      const other = did.replace('x', 'X');
      expect(await givenAccount(service(), { did: other })).toMatchObject({ did: other });
    });

    it('lets exactly one of twenty racers have a name', async () => {
      const username = uniqueName();
      const outcomes: string[] = [];
      const rows = await auditRowsOf(service(), async () => {
        const race = Array.from({ length: 20 }, () => service().root.raw.createUser({ username }));
        for (const answer of await Promise.all(race))
          outcomes.push(answer.ok ? 'created' : answer.problem.code);
      });
      expect(outcomes.sort()).toEqual(['created', ...Array<string>(19).fill('username-taken')]);
      expect(rows).toHaveLength(1);
    });
  });

  describe('422', () => {
    it.each([
      ['neither username nor DID', {}, 'username', 'required'],
      ['null in place of a username', { username: null }, 'username', 'wrong_type'],
      ['a short username', { username: 'ab' }, 'username', 'too_short'],
      ['a long username', { username: 'a'.repeat(151) }, 'username', 'too_long'],
      ['a username with a space', { username: 'jane roe' }, 'username', 'invalid_username'],
      ['a username with an invisible character', { username: 'ja\u200dne' }, 'username', 'invalid_username'],
      ['an e-mail address that is none', { username: 'jane', email: 'jane@' }, 'email', 'invalid_email'],
      ['a blank display name', { username: 'jane', displayName: ' ' }, 'displayName', 'invalid_text'],
      ['a DID that is none', { username: 'jane', did: 'did:PLC:x' }, 'did', 'invalid_did'],
      ['a short password', { username: 'jane', password: 'seven77' }, 'password', 'too_short'],
      ['a long password', { username: 'jane', password: '😀'.repeat(257) }, 'password', 'too_long'],
      ['an unknown role', { username: 'jane', role: 'nobody-has-this' }, 'role', 'unknown_role'],
      ['an unknown field', { username: 'jane', isSuper: true }, 'isSuper', 'unknown_field'],
      ['201 servers', { username: 'jane', servers: names(201, 's') }, 'servers', 'too_many'],
      ['servers twice', { username: 'jane', servers: ['a', 'a'] }, 'servers', 'duplicate_items'],
      [
        '201 labels together',
        { username: 'jane', servers: names(101, 's'), groups: names(100, 'g') },
        'servers',
        'too_many',
      ],
      [
        'metadata of 16 KiB and one byte',
        { username: 'jane', metadata: sized(16_385) },
        'metadata',
        'too_large',
      ],
      ['metadata of six levels', { username: 'jane', metadata: nested(6) }, 'metadata', 'too_deep'],
      ['metadata that is a list', { username: 'jane', metadata: [] }, 'metadata', 'wrong_type'],
    ])('refuses %s', async (_name, body, field, type) => {
      const act = () => service().root.createUser(body as { username: string });
      const { problem } = await expectRefusal(service(), act, 'validation-failed');
      expect(problem.errors).toEqual([expect.objectContaining({ loc: ['body', field], type })]);
    });

    it('refuses a huge list in metadata as too large', async () => {
      const metadata = { list: Array(130_000).fill(0) };
      const act = () => givenAccount(service(), { metadata });
      const { problem } = await expectRefusal(service(), act, 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'metadata'], type: 'too_large' }]);
    });

    it('names every unknown permission', async () => {
      const permissions = ['users:read', 'users:fly', 'Users:read'];
      const act = () => givenAccount(service(), { permissions: permissions.slice(0, 2) });
      expect((await expectRefusal(service(), act, 'validation-failed')).problem.errors).toEqual([
        expect.objectContaining({
          loc: ['body', 'permissions', 1],
          type: 'unknown_permission',
          input: 'users:fly',
        }),
      ]);
      const malformed = () => givenAccount(service(), { permissions: permissions.slice(2) });
      expect((await expectRefusal(service(), malformed, 'validation-failed')).problem.errors).toEqual([
        expect.objectContaining({ loc: ['body', 'permissions', 0], type: 'invalid_permission' }),
      ]);
    });

    it.each([
      [
        'somebody else’s e-mail address',
        { username: 'jane@example.org', email: 'joe@example.org' },
        'not_own_email',
      ],
      ['an e-mail address without one', { username: 'jane@example.org' }, 'not_own_email'],
      ['a DID without one', { username: 'did:plc:abc' }, 'not_own_did'],
      ['a DID in capital letters', { username: 'DID:PLC:abc' }, 'not_own_did'],
      ['a DID in wide letters', { username: 'ｄｉｄ:plc:abc' }, 'not_own_did'],
      ['a DID that differs in letter case', { username: 'did:plc:abc', did: 'did:plc:Abc' }, 'not_own_did'],
    ])('refuses as a username %s', async (_name, fields, type) => {
      const { problem } = await expectRefusal(
        service(),
        () => service().root.createUser(fields),
        'validation-failed',
      );
      expect(problem.errors).toMatchObject([{ loc: ['body', 'username'], type }]);
    });

    it('asks for a username where the DID cannot be one', async () => {
      for (const did of ['did:web:a%2Fb', `did:plc:${'a'.repeat(150)}`]) {
        const { problem } = await expectRefusal(
          service(),
          () => service().root.createUser({ did }),
          'validation-failed',
        );
        expect(problem.errors).toMatchObject([{ loc: ['body', 'username'], type: 'required' }]);
      }
    });

    it('refuses a password that contains the username, and does not show it', async () => {
      const username = uniqueName();
      const password = `my ${username.toUpperCase()} secret`;
      const act = () => service().root.createUser({ username, password });
      const { problem } = await expectRefusal(service(), act, 'password-refused');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'password'], type: 'contains_username' }]);
      expect(JSON.stringify(problem).toLowerCase()).not.toContain(username);
    });

    it('never trims or folds a password', async () => {
      const username = uniqueName();
      const password = '  Pässwörd with spaces  ';
      const user = await service().root.createUser({ username, password });
      await givenSession(service(), { user, password });
      for (const almost of [password.trim(), password.toLowerCase(), password.normalize('NFD')]) {
        await expectProblem(service().anonymous.logIn({ username, password: almost }), 'login-failed');
      }
    });
  });

  it('checks rights before input, and input before rights over others', async () => {
    const { client } = await givenActor(service(), ['users:create', 'users:read', 'users:grant']);
    const unknown = client.createUser({ username: superUsername, permissions: ['users:fly'], role: 'admin' });
    await expectProblem(unknown, 'validation-failed');
    await expectProblem(client.createUser({ username: superUsername, role: 'admin' }), 'escalation-refused');
    await expectProblem(client.createUser({ username: superUsername }), 'username-taken');
  });
});
