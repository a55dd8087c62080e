import type { User } from '@roster/client';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenPassword, uniqueName } from '../support/given.ts';
import { useService } from '../support/service.ts';
import { knownHashes } from './known-hashes.ts';

/** What happens once the next password was checked, and once the next hash was made. */
let afterNextVerify: (() => Promise<unknown>) | undefined;
let afterNextHash: (() => Promise<unknown>) | undefined;

const service = useService({
  override: (dependencies) => ({
    ...dependencies,
    hasher: {
      ...dependencies.hasher,
      async verify(stored, password) {
        const isCorrect = await dependencies.hasher.verify(stored, password);
        const interrupt = afterNextVerify;
        afterNextVerify = undefined;
        await interrupt?.();
        return isCorrect;
      },
      async hash(password) {
        const hash = await dependencies.hasher.hash(password);
        const interrupt = afterNextHash;
        afterNextHash = undefined;
        await interrupt?.();
        return hash;
      },
    },
  }),
});

const stored = () => service().dependencies.database.reader('user_passwords');

async function storedHash({ id }: User): Promise<string> {
  const row: { password_hash: string } | undefined = await stored().where({ user_id: id }).first('*');
  return String(row?.password_hash);
}

/** An account whose password came as a hash. */
async function givenHash(hash: string, username = uniqueName()): Promise<User> {
  const user = await givenAccount(service(), { username, password: givenPassword });
  await stored().where({ user_id: user.id }).update({ password_hash: hash });
  return user;
}

const logIn = ({ username }: User, password: string) => service().anonymous.logIn({ username, password });

const known = (made: string) => {
  const found = knownHashes.find((one) => one.made === made);
  if (!found) throw new Error(`There is no hash of ${made}.`);
  return found;
};

/** One pass less than OWASP asks for. */
const weakerArgon2 = known('argon2id');
const current = /^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/;

describe('a password hash of another system', () => {
  it.each(['bcrypt 2y', 'scrypt', 'Django sha256', 'aspnet sha512', 'argon2i', 'argon2id'])(
    'opens the account, and is replaced at the first log-in (%s)',
    async (made) => {
      const { hash, password } = known(made);
      const user = await givenHash(hash);
      await expectProblem(logIn(user, `x${password}`), 'login-failed');
      expect(await storedHash(user)).toBe(hash);
      const { user: after } = await logIn(user, password);
      expect(after).toMatchObject({ mustChangePassword: false, version: user.version });
      const renewed = await storedHash(user);
      expect(renewed).toMatch(current);
      await logIn(user, password);
      expect(await storedHash(user)).toBe(renewed);
      await expectProblem(logIn(user, `x${password}`), 'login-failed');
    },
  );

  it('opens the account for two log-ins at once, whichever replaces it', async () => {
    const { hash, password } = weakerArgon2;
    const user = await givenHash(hash);
    let other: Promise<unknown> | undefined;
    afterNextVerify = () => {
      other = logIn(user, password);
      return other;
    };
    await logIn(user, password);
    await other;
    const renewed = await storedHash(user);
    expect(renewed).toMatch(current);
    await Promise.all([logIn(user, password), logIn(user, password)]);
    expect(await storedHash(user)).toBe(renewed);
  });

  it('is replaced once: whichever log-in comes second leaves what the first one wrote', async () => {
    const { hash, password } = weakerArgon2;
    const user = await givenHash(hash);
    let first: string | undefined;
    afterNextHash = async () => {
      await logIn(user, password);
      first = await storedHash(user);
    };
    await logIn(user, password);
    expect(first).toMatch(current);
    expect(await storedHash(user)).toBe(first);
  });

  it('does not come back over a password that was set while it was being replaced', async () => {
    const { hash, password } = weakerArgon2;
    const user = await givenHash(hash);
    afterNextHash = () =>
      service().root.resetUserPassword({ user: user.id, newPassword: 'the next password' });
    await expectProblem(logIn(user, password), 'login-failed');
    await expectProblem(logIn(user, password), 'login-failed');
    await logIn(user, 'the next password');
  });

  it('does not keep its owner from changing the password while a log-in replaces it', async () => {
    const { hash, password } = weakerArgon2;
    const user = await givenHash(hash);
    const { accessToken } = await logIn(user, password);
    await stored().where({ user_id: user.id }).update({ password_hash: hash });
    afterNextVerify = () => logIn(user, password);
    const client = service().as(accessToken ?? '');
    await client.changeOwnPassword({ currentPassword: password, newPassword: 'the next password' });
    await logIn(user, 'the next password');
  });

  it('opens nothing, and costs no memory, where it is out of bounds', async () => {
    const user = await givenHash(known('argon2id').hash.replace('m=1024', 'm=4194304'));
    const before = process.memoryUsage.rss();
    await expectProblem(logIn(user, known('argon2id').password), 'login-failed');
    expect(process.memoryUsage.rss() - before).toBeLessThan(512 * 1024 * 1024);
  });
});

describe('a weak password that came as a hash', () => {
  // Hash of "password1" by crypt(3).
  const common = '$2b$05$abcdefghijklmnopqrstuufDUiBElouF6EIaBpoSC33XqTVuj6/Da';

  it('opens the account, and must be changed first', async () => {
    const user = await givenHash(common);
    const { user: after, accessToken } = await logIn(user, 'password1');
    expect(after).toMatchObject({ mustChangePassword: true, version: user.version + 1 });
    expect(await service().root.getUser({ user: user.id })).toEqual(after);
    const client = service().as(accessToken ?? '');
    await expectProblem(client.listRoles(), 'password-change-required');
    await client.changeOwnPassword({ currentPassword: 'password1', newPassword: givenPassword });
    expect((await logIn(user, givenPassword)).user.mustChangePassword).toBe(false);
  });

  it('is noted in the audit row of the log-in', async () => {
    const user = await givenHash(common);
    const { sessionId } = await logIn(user, 'password1');
    const row: { changes: string } | undefined = await service()
      .dependencies.database.reader('audit_events')
      .where({ target_id: sessionId })
      .first('changes');
    expect(JSON.parse(row?.changes ?? '[]')).toContainEqual({
      field: 'mustChangePassword',
      before: false,
      after: true,
    });
  });

  it('is found also where the hash is as strong as our own', async () => {
    const hash = await service().dependencies.hasher.hash('password1');
    const user = await givenHash(hash);
    expect((await logIn(user, 'password1')).user.mustChangePassword).toBe(true);
    expect(await storedHash(user)).toBe(hash);
  });

  it('is found where it contains the username', async () => {
    const { password, hash } = known('bcrypt 2b');
    const user = await givenHash(hash, 'turnips');
    expect((await logIn(user, password)).user.mustChangePassword).toBe(true);
  });
});
