import { randomUUID } from 'node:crypto';
import type { Dependencies } from '@roster/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import {
  createInterruption,
  givenAccount,
  givenActor,
  givenFullAccount,
  givenPassword,
  givenSession,
  givenUser,
  quickHashes,
  uniqueName,
} from '../support/given.ts';
import { startTestService, superUsername, useService } from '../support/service.ts';
import { expectRefusal, expectUntouched, itHonoursIfMatch } from '../support/shared-guarantees.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });
const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Lets somebody else, in the first transaction that changes a user, get in between its reading and its writing. */
function disturbFirstChange(attempts: string[]): (dependencies: Dependencies) => Dependencies {
  return (dependencies) => {
    const { database } = dependencies;
    const transact: typeof database.transact = (work) =>
      database.transact(async (tx) => {
        const disturbed = new Proxy(tx, {
          apply(query, _this, [table]: [string]) {
            const builder = query(table);
            if (table !== 'users') return builder;
            const update = builder.update.bind(builder);
            const disturbedUpdate = async (changes: object) => {
              // Log-ins are noted without a version.
              if (!('version' in changes)) return update(changes);
              attempts.push('update');
              if (attempts.length === 1) await tx('users').increment('version');
              return update(changes);
            };
            return Object.assign(builder, { update: disturbedUpdate });
          },
        });
        return work(disturbed);
      });
    return { ...quickHashes(dependencies), database: { ...database, transact } };
  };
}

describe('updateUser refuses', () => {
  describe('401', () => {
    it('refuses a caller who is disabled while the request is under way', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const before = await givenAccount(service());
      interruption.plan(() => service().root.setUserStatus({ user: admin.user.id, isActive: false }));
      await expectProblem(
        admin.client.updateUser({ user: before.id, displayName: 'X' }),
        'credential-invalid',
      );
      expect(await service().root.getUser({ user: before.id })).toEqual(before);
    });
  });

  describe('404', () => {
    it.each([randomUUID(), `@${uniqueName()}`])('does not find %s', async (user) => {
      const act = () => service().root.updateUser({ user, displayName: 'X' }, { ifMatch: '*' });
      await expectRefusal(service(), act, 'user-not-found');
    });
  });

  describe('409', () => {
    it('refuses username, e-mail address and DID of somebody else, in any letter case', async () => {
      const other = await givenFullAccount(service());
      const before = await givenFullAccount(service());
      const act = (fields: object) => () => service().root.updateUser({ user: before.id, ...fields });
      const email = other.email?.toUpperCase();
      await expectUntouched(
        service(),
        before,
        act({ username: other.username.toUpperCase() }),
        'username-taken',
      );
      await expectUntouched(service(), before, act({ email }), 'email-taken');
      await expectUntouched(service(), before, act({ did: other.did }), 'did-taken');
    });
  });

  itHonoursIfMatch(service, async () => {
    const before = await givenAccount(service());
    return {
      before,
      change: (options) => service().root.updateUser({ user: before.id, displayName: 'X' }, options),
    };
  });

  describe('412', () => {
    it('lets one of two racers with the same tag through', async () => {
      const before = await givenAccount(service());
      const race = ['One', 'Two'].map((displayName) =>
        service().root.raw.updateUser({ user: before.id, displayName }, { ifMatch: before }),
      );
      const answers = await Promise.all(race);
      const after = await service().root.getUser({ user: before.id });
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = answers.find(({ ok }) => ok);
      expect(winner?.ok && winner.body).toEqual(after);
      const loser = answers.find(({ ok }) => !ok);
      expect(loser?.headers.get('etag')).toBe(`"${before.id}.2"`);
    });

    it('loses none of ten changes that race without a tag', async () => {
      const before = await givenAccount(service());
      const race = Array.from({ length: 10 }, (_, index) =>
        service().root.updateUser({ user: before.id, displayName: `Name ${index}` }),
      );
      const versions = (await Promise.all(race)).map(({ version }) => version);
      expect(versions.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    it('reads again what changed between reading and writing, where no lock prevents it', async () => {
      const attempts: string[] = [];
      const disturbed = await startTestService({ override: disturbFirstChange(attempts) });
      onTestFinished(() => disturbed.stop());
      const before = await givenAccount(disturbed);
      const after = await disturbed.root.updateUser(
        { user: before.id, displayName: 'X' },
        { ifMatch: before },
      );
      expect(attempts).toHaveLength(2);
      expect(after).toMatchObject({ displayName: 'X', version: 2 });
    });
  });

  describe('422', () => {
    it.each([
      ['an empty body', {}, [], 'empty'],
      ['null for a username', { username: null }, ['username'], 'wrong_type'],
      ['null for a role', { role: null }, ['role'], 'wrong_type'],
      ['null for metadata', { metadata: null }, ['metadata'], 'wrong_type'],
      ['an unknown role', { role: 'nobody-has-this' }, ['role'], 'unknown_role'],
      ['a field of other operations', { displayName: 'X', status: 'active' }, ['status'], 'unknown_field'],
      ['direct grants', { displayName: 'X', permissions: [] }, ['permissions'], 'unknown_field'],
      ['201 labels at once', { servers: names(100, 's'), groups: names(101, 'g') }, ['servers'], 'too_many'],
    ])('refuses %s', async (_name, fields, path, type) => {
      const before = await givenAccount(service());
      const act = () => service().root.updateUser({ user: before.id, ...fields } as { user: string });
      const { problem } = await expectUntouched(service(), before, act, 'validation-failed');
      expect(problem.errors).toEqual([expect.objectContaining({ loc: ['body', ...path], type })]);
    });

    it('counts the labels that stay', async () => {
      const before = await givenAccount(service(), { servers: names(150, 's'), groups: names(50, 'g') });
      const act = () => service().root.updateUser({ user: before.id, groups: names(51, 'g') });
      const { problem } = await expectUntouched(service(), before, act, 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'servers'], type: 'too_many' }]);
    });

    it.each([
      ['e-mail address of nobody', () => ({ username: `${uniqueName()}@example.org` })],
      ['DID of nobody', () => ({ username: `did:plc:${uniqueName()}` })],
      ['DID of nobody in capital letters', () => ({ username: `DID:plc:${uniqueName()}` })],
    ])('refuses the %s as a username', async (_name, fields) => {
      const before = await givenFullAccount(service());
      const act = () => service().root.updateUser({ user: before.id, ...fields() });
      await expectUntouched(service(), before, act, 'validation-failed');
    });

    it('does not part a username from the e-mail address or DID that it is', async () => {
      const email = `${uniqueName()}@example.org`;
      const named = await givenAccount(service(), { username: email, email });
      for (const other of [null, `x${email}`]) {
        const act = () => service().root.updateUser({ user: named.id, email: other });
        const { problem } = await expectUntouched(service(), named, act, 'validation-failed');
        expect(problem.errors).toMatchObject([{ loc: ['body', 'username'], type: 'not_own_email' }]);
      }
      const identified = await service().root.createUser({
        did: `did:plc:${uniqueName()}`,
        password: givenPassword,
      });
      const act = () => service().root.updateUser({ user: identified.id, did: null });
      const { problem } = await expectUntouched(service(), identified, act, 'validation-failed');
      expect(problem.errors).toMatchObject([{ loc: ['body', 'username'], type: 'not_own_did' }]);
    });
  });

  it('refuses in the order: input, existence, escalation, version, state', async () => {
    const actor = await givenActor(service(), ['users:read', 'users:update']);
    const mighty = await givenAccount(service(), { permissions: ['audit:read'] });
    const weak = await givenAccount(service());
    const taken = { username: superUsername };
    const stale = { ifMatch: '"stale"' };
    const send = (user: string, fields: object) => actor.client.updateUser({ user, ...fields }, stale);
    await expectProblem(send(randomUUID(), { username: '!' }), 'validation-failed');
    await expectProblem(send(randomUUID(), taken), 'user-not-found');
    await expectProblem(send(mighty.id, taken), 'escalation-refused');
    await expectProblem(send(weak.id, taken), 'version-mismatch');
    await expectProblem(actor.client.updateUser({ user: weak.id, ...taken }), 'username-taken');
  });

  it('keeps the sessions of the user alive', async () => {
    const given = await givenUser(service());
    await service().root.updateUser({ user: given.user.id, username: uniqueName(), role: 'editor' });
    await given.client.getMe();
    const renamed = (await given.client.getMe()).user;
    await givenSession(service(), { ...given, user: renamed });
    await expectProblem(givenSession(service(), given), 'login-failed');
  });
});
