import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, givenPassword, givenUser } from '../support/given.ts';
import { givenPermission } from '../support/given-authority.ts';
import { useService } from '../support/service.ts';
import { givenKey } from './given-key.ts';

const clock = createClock();
const service = useService({ override: clock.override });

const minuteMs = 60_000;

function inMs(ms: number): string {
  return new Date(clock.now() + ms).toISOString();
}

describe('an API key', () => {
  it('says what it is, whose it is and what it may do', async () => {
    const expiresAt = inMs(minuteMs);
    const { user, key, program } = await givenKey(service(), ['stats:read'], { expiresAt });
    const me = await program.getMe();
    expect(me.credential).toEqual({ kind: 'api-key', id: key.id, expiresAt });
    expect(me.effectivePermissions).toEqual(['stats:read']);
    expect(me.user.id).toBe(user.id);
  });

  it('may do what it was given, and no more, even of the super admin', async () => {
    const { root } = service();
    const key = await root.createApiKey({ name: 'reader', permissions: ['users:read'] });
    const program = service().as(key.key);
    await program.listUsers();
    await expectProblem(program.listRoles(), 'permission-denied');
    await expectProblem(program.createUser({ username: 'nobody-yet' }), 'permission-denied');
    await root.revokeApiKey({ apiKeyId: key.id });
  });

  it('may do what its user may do at that moment: less at once, and the same again later', async () => {
    const { user, program } = await givenKey(service(), ['stats:read', 'users:read']);
    const set = (permissions: string[]) =>
      service().root.updateUserPermissions({ user: user.id, permissions });
    const held = async () => (await program.getMe()).effectivePermissions;
    await set(['stats:read']);
    expect(await held()).toEqual(['stats:read']);
    await expectProblem(program.listUsers(), 'permission-denied');
    await set(['stats:read', 'users:read', 'roles:read']);
    expect(await held()).toEqual(['stats:read', 'users:read']);
    await program.listUsers();
  });

  it('gives a user no right that is beyond the key', async () => {
    const { client } = await givenUser(service(), { role: 'admin' });
    const permissions = ['users:read', 'users:create', 'users:grant'];
    const key = await client.createApiKey({ name: 'creator', permissions });
    const create = (granted: string) =>
      service()
        .as(key.key)
        .createUser({ username: `of-${granted.replace(':', '-')}`, permissions: [granted] });
    await create('users:read');
    const { problem } = await expectProblem(create('stats:read'), 'escalation-refused');
    expect(problem.missingPermissions).toEqual(['stats:read']);
  });

  it('works until it expires, to the millisecond', async () => {
    const { program } = await givenKey(service(), [], { expiresAt: inMs(1_000) });
    clock.advance(999);
    await program.getMe();
    clock.advance(1);
    await expectProblem(program.getMe(), 'credential-invalid');
  });

  it('keeps the permissions that it names in the catalogue, until it is dead', async () => {
    const remove = (permission: string) => service().root.removePermission({ permission });
    const make = (permission: string, expiresAt: string | null = null) =>
      service().root.createApiKey({ name: 'holder', permissions: [permission], expiresAt });
    const [revoked, expired] = [await givenPermission(service()), await givenPermission(service())];
    const key = await make(revoked);
    await make(expired, inMs(1_000));
    await expectProblem(remove(revoked), 'permission-in-use');
    await expectProblem(remove(expired), 'permission-in-use');
    await service().root.revokeApiKey({ apiKeyId: key.id });
    await remove(revoked);
    clock.advance(1_000);
    await remove(expired);
  });

  it('is refused alike in every form but its own', async () => {
    const { key, program } = await givenKey(service());
    await program.getMe();
    const characters = 'aA0_-';
    const edits = [...key.key].flatMap((original, index) =>
      [...characters].filter((other) => other !== original).map((other) => splice(key.key, index, other)),
    );
    edits.push(
      `${key.key}A`,
      key.key.slice(0, -1),
      key.key.toUpperCase(),
      `${key.key}.`,
      ` ${key.key.slice(1)}`,
    );
    const codes = new Set<string | undefined>();
    for (const edit of edits) {
      const response = await service().fetch('/api/v1/auth/me', {
        headers: { Authorization: `Bearer ${edit}` },
      });
      codes.add(`${response.status} ${(await response.json()).code}`);
    }
    expect([...codes]).toEqual(['401 credential-invalid']);
    await program.getMe();
  });

  it('serves no other purpose, and no other credential serves as one', async () => {
    const { key, accessToken, refreshToken } = await givenKey(service());
    const refresh = (token: string) => service().anonymous.refreshSession({ refreshToken: token });
    await expectProblem(refresh(key.key), 'refresh-token-invalid');
    for (const token of [accessToken, refreshToken, key.key]) {
      const secret = token.slice('rst_x_'.length);
      for (const prefix of ['rst_a_', 'rst_r_', 'rst_k_', 'rst_x_', '']) {
        const forged = prefix + secret;
        if (forged === accessToken || forged === key.key) continue;
        await expectProblem(service().as(forged).getMe(), 'credential-invalid');
        if (forged !== refreshToken) await expectProblem(refresh(forged), 'refresh-token-invalid');
      }
    }
  });

  it('waits, like everything of its user, until the password is changed', async () => {
    const { user, program, key } = await givenKey(service(), ['users:read']);
    const { reader } = service().dependencies.database;
    await reader('users').where({ id: user.id }).update({ must_change_password: true });
    await expectProblem(program.listUsers(), 'password-change-required');
    await expectProblem(program.getApiKey({ apiKeyId: key.id }), 'password-change-required');
    const session = await service().anonymous.logIn({ username: user.username, password: givenPassword });
    const newPassword = 'nobody else knows this one';
    await service()
      .as(session.accessToken)
      .changeOwnPassword({ currentPassword: givenPassword, newPassword });
    await program.listUsers();
  });
});

function splice(text: string, index: number, character: string): string {
  return text.slice(0, index) + character + text.slice(index + 1);
}

describe('when a key was last used', () => {
  it('is written, with the last time its user was seen, once a minute at the most', async () => {
    const { client, user, key, program } = await givenKey(service());
    clock.advance(5 * minuteMs);
    const firstUse = inMs(0);
    const shown = async () => {
      const { reader } = service().dependencies.database;
      const row = await reader('api_keys').where({ id: key.id }).first('last_used_at', 'version');
      return { at: new Date(Number(row.last_used_at)).toISOString(), version: row.version };
    };
    await program.getMe();
    expect(await shown()).toEqual({ at: firstUse, version: 1 });
    clock.advance(minuteMs - 1);
    await program.getMe();
    expect(await shown()).toEqual({ at: firstUse, version: 1 });
    clock.advance(1);
    await program.getMe();
    expect(await shown()).toEqual({ at: inMs(0), version: 1 });
    expect((await client.getApiKey({ apiKeyId: key.id })).lastUsedAt).toBe(inMs(0));
    const seen = await service().root.getUser({ user: user.id });
    expect(seen).toMatchObject({ lastSeenAt: inMs(0), version: 1 });
  });
});
