import { randomUUID } from 'node:crypto';
import type { User } from '@roster/client';
import type { Dependencies } from '@roster/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectAuditRow } from '../support/expect-audit-row.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  createInterruption,
  givenAccount,
  givenActor,
  givenPassword,
  givenRole,
  givenSession,
  givenUser,
  quickHashes,
  uniqueName,
} from '../support/given.ts';
import { startTestService, superUsername, useService } from '../support/service.ts';
import {
  expectRefusal,
  expectUntouched,
  itHonoursIfMatch,
  itNeedsACredential,
  itNeedsPermissions,
} from '../support/shared-guarantees.ts';

const interruption = createInterruption();
const service = useService({ override: interruption.override });
const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const target = (user: User) => ({ kind: 'user', id: user.id, name: user.username }) as const;

/** A user with something in every field. */
function givenFullAccount(): Promise<User> {
  const name = uniqueName();
  return givenAccount(service(), {
    username: name,
    email: `${name}@example.org`,
    displayName: 'Jane Roe',
    did: `did:plc:${name}`,
    role: 'editor',
    permissions: ['stats:read'],
    servers: ['eu-1'],
    groups: ['support'],
    metadata: { a: 1, b: { c: [1, 2] } },
  });
}

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

describe('updateUser', () => {
  describe('200', () => {
    it('changes every field that is sent, and counts the version up once', async () => {
      const before = await givenFullAccount();
      const name = uniqueName('Neu');
      const sent = {
        username: name,
        email: `${name}@Example.com`,
        displayName: 'Jane R. Roe',
        did: `did:web:${name}`,
        role: 'viewer',
        servers: ['us-1', 'us-2'],
        groups: [],
        metadata: { z: null },
      };
      const { body, headers } = expectOk(await service().root.raw.updateUser({ user: before.id, ...sent }));
      expect(body).toEqual({ ...before, ...sent, roles: ['viewer'], version: 2, updatedAt: body.updatedAt });
      expect(body.updatedAt >= before.updatedAt).toBe(true);
      expect(headers.get('etag')).toBe(`"${before.id}.2"`);
      expect(headers.get('content-location')).toBe(`/api/v1/users/${before.id}`);
      expect(await service().root.getUser({ user: `@${name}` })).toEqual(body);
      await expectProblem(service().root.getUser({ user: `@${before.username}` }), 'user-not-found');
    });

    it('leaves alone what is not sent, and clears what is null', async () => {
      const before = await givenFullAccount();
      const cleared = { email: null, displayName: null, did: null };
      const after = await service().root.updateUser({ user: before.id, ...cleared });
      const status = { status: 'pending', isActive: false };
      expect(after).toEqual({ ...before, ...cleared, ...status, version: 2, updatedAt: after.updatedAt });
    });

    it('takes @ and the username, and answers with the address that stays', async () => {
      const before = await givenAccount(service());
      const user = `@${before.username.toUpperCase()}`;
      const answer = expectOk(await service().root.raw.updateUser({ user, username: uniqueName() }));
      expect(answer.body.id).toBe(before.id);
      expect(answer.headers.get('content-location')).toBe(`/api/v1/users/${before.id}`);
    });

    it('changes the letter case of a username', async () => {
      const before = await givenAccount(service());
      const username = before.username.toUpperCase();
      const after = await service().root.updateUser({ user: before.id, username });
      expect(after).toMatchObject({ username, version: 2 });
    });

    it('leaves exactly one audit row with every field before and after', async () => {
      const before = await givenFullAccount();
      const rows = await auditRowsOf(service(), () =>
        service().root.updateUser({ user: before.id, email: null, role: 'viewer', displayName: 'Jane Roe' }),
      );
      await expectAuditRow(rows, {
        action: 'user.updated',
        by: service().root,
        target: target(before),
        changes: [
          { field: 'email', before: before.email, after: null },
          { field: 'role', before: 'editor', after: 'viewer' },
          { field: 'roles', before: ['editor', 'viewer'], after: ['viewer'] },
        ],
      });
    });

    it('leaves version, time and audit alone when nothing changes', async () => {
      const before = await givenFullAccount();
      const { username, email, displayName, did, role, servers, groups } = before;
      const same = { username, email, displayName, did, role, servers, groups };
      // JSON objects have no order.
      const metadata = { b: { c: [1, 2] }, a: 1 };
      const rows = await auditRowsOf(service(), async () => {
        const answer = await service().root.raw.updateUser({ user: before.id, ...same, metadata });
        const { body, headers } = expectOk(answer);
        expect(body).toEqual(before);
        expect(headers.get('etag')).toBe(`"${before.id}.1"`);
      });
      expect(rows).toEqual([]);
      expect(await service().root.getUser({ user: before.id })).toEqual(before);
    });

    it('takes labels in any order and stores them as a set', async () => {
      const before = await givenAccount(service(), { servers: ['b', 'a'] });
      const same = await service().root.updateUser({ user: before.id, servers: ['b', 'a'] });
      expect(same).toEqual(before);
    });

    it('makes a pending account active with a DID, and pending again without', async () => {
      const pending = await givenAccount(service());
      const did = `did:plc:${uniqueName()}`;
      const rows = await auditRowsOf(service(), () => service().root.updateUser({ user: pending.id, did }));
      expect(JSON.parse(rows[0]?.changes ?? '')).toEqual([
        { field: 'did', before: null, after: did },
        { field: 'status', before: 'pending', after: 'active' },
        { field: 'isActive', before: false, after: true },
      ]);
      expect(await service().root.updateUser({ user: pending.id, did: null })).toMatchObject({
        status: 'pending',
      });
    });

    it('leaves a user with a password active without the DID, and a disabled one disabled with one', async () => {
      const did = `did:plc:${uniqueName()}`;
      const { user, client } = await givenUser(service(), { did });
      expect(await service().root.updateUser({ user: user.id, did: null })).toMatchObject({
        status: 'active',
      });
      await client.getMe();
      const disabled = await givenAccount(service(), { isActive: false });
      expect(await service().root.updateUser({ user: disabled.id, did })).toMatchObject({
        status: 'disabled',
      });
    });

    it('takes a username in the form of the e-mail address that is set with it', async () => {
      const { id } = await givenAccount(service());
      const email = `${uniqueName()}@example.org`;
      const after = await service().root.updateUser({ user: id, username: email, email });
      expect(after).toMatchObject({ username: email, email });
    });

    it('takes rights away, and gives them, on the next request', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      await admin.client.listUsers();
      await service().root.updateUser({ user: admin.user.id, role: 'viewer' });
      await expectProblem(admin.client.listUsers(), 'permission-denied');
      expect((await admin.client.getMe()).effectivePermissions).toEqual([]);
      await service().root.updateUser({ user: admin.user.id, role: 'admin' });
      await admin.client.listUsers();
    });

    it('lets somebody change their own name, e-mail address and metadata', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const changes = { displayName: 'Me', metadata: { mine: true }, email: `${uniqueName()}@example.org` };
      expect(await actor.client.updateUser({ user: actor.user.id, ...changes })).toMatchObject(changes);
    });

    it('lets the super admin change their own name', async () => {
      const after = await service().root.updateUser({ user: `@${superUsername}`, displayName: uniqueName() });
      expect(after).toMatchObject({ isSuper: true, status: 'active' });
    });
  });

  itNeedsACredential(service, (client, user) => client.updateUser({ user, displayName: 'X' }));
  itNeedsPermissions(service, ['users:update', 'users:read'], (client, user) =>
    client.updateUser({ user, displayName: 'X' }),
  );

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

  describe('403', () => {
    it.each([
      ['role', { role: 'viewer' }, 'users:grant'],
      ['servers', { servers: [] }, 'users:grant'],
      ['groups', { groups: ['support'] }, 'users:grant'],
      ['did', { did: 'did:plc:x' }, 'users:reset-password'],
      ['the removal of the did', { did: null }, 'users:reset-password'],
    ])('refuses %s without the permission that the field needs', async (_name, fields, needed) => {
      const { client } = await givenActor(service(), ['users:update', 'users:read']);
      const before = await givenFullAccount();
      const act = () => client.updateUser({ user: before.id, ...fields });
      const { problem } = await expectUntouched(service(), before, act, 'permission-denied');
      expect(problem.missingPermissions).toEqual([needed]);
      const missing = client.updateUser({ user: randomUUID(), ...fields });
      await expectProblem(missing, 'permission-denied');
    });

    it.each([
      ['role', { role: 'viewer' }],
      ['role, also one that does not exist', { role: 'nobody-has-this' }],
      ['servers', { servers: ['eu-1'] }],
      ['groups', { groups: [] }],
    ])('lets nobody change their own %s', async (_name, fields) => {
      const admin = await givenUser(service(), { role: 'admin' });
      const act = () => admin.client.updateUser({ user: `@${admin.user.username}`, ...fields });
      await expectUntouched(service(), admin.user, act, 'self-action-refused');
      const root = await service().root.getUser({ user: `@${superUsername}` });
      const actOnRoot = () => service().root.updateUser({ user: root.id, ...fields });
      await expectUntouched(service(), root, actOnRoot, 'self-action-refused');
    });

    it('lets nobody but the super admin change the super admin', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const root = await service().root.getUser({ user: `@${superUsername}` });
      for (const fields of [{ displayName: 'X' }, { role: 'viewer' }, { role: 'nobody-has-this' }]) {
        const act = () => admin.client.updateUser({ user: root.id, ...fields });
        await expectUntouched(service(), root, act, 'super-protected');
      }
    });

    it('makes no second super admin', async () => {
      const before = await givenAccount(service());
      const act = () => service().root.updateUser({ user: before.id, role: 'super_admin' });
      await expectUntouched(service(), before, act, 'super-protected');
    });

    it('refuses to change a user who holds one permission more, and names it', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const role = await givenRole(service(), { permissions: ['users:read', 'users:export'], rank: 10 });
      const before = await givenAccount(service(), { role });
      const act = () => actor.client.updateUser({ user: before.id, displayName: 'X' });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['users:export']);
      await actor.hold('users:read', 'users:update', 'users:export');
      expect(await act()).toMatchObject({ displayName: 'X' });
    });

    it('counts direct grants and included roles of the target', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const granted = await givenAccount(service(), { permissions: ['audit:read'] });
      const editor = await givenAccount(service(), { role: 'editor' });
      const act = (before: User) => () => actor.client.updateUser({ user: before.id, displayName: 'X' });
      const refusals = [
        await expectUntouched(service(), granted, act(granted), 'escalation-refused'),
        await expectUntouched(service(), editor, act(editor), 'escalation-refused'),
      ];
      const missing = refusals.map(({ problem }) => problem.missingPermissions);
      expect(missing).toEqual([['audit:read'], ['api-keys:create']]);
    });

    it('refuses a role that holds more than the caller, and takes one that does not', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant']);
      const more = await givenRole(service(), { permissions: ['users:delete'], rank: 1 });
      const same = await givenRole(service(), { permissions: ['users:read'], rank: 1 });
      const before = await givenAccount(service());
      const act = () => actor.client.updateUser({ user: before.id, role: more });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['users:delete']);
      expect(await actor.client.updateUser({ user: before.id, role: same })).toMatchObject({ role: same });
    });

    it('names what is missing for a role far above the caller’s', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant']);
      const before = await givenAccount(service());
      const act = () => actor.client.updateUser({ user: before.id, role: 'admin' });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(expect.arrayContaining(['users:create', 'users:delete']));
    });

    it('refuses a role that is ranked above the caller’s, whatever it holds', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant'], 30);
      const role = await givenRole(service(), { rank: 31 });
      const before = await givenAccount(service());
      const act = () => actor.client.updateUser({ user: before.id, role });
      await expectUntouched(service(), before, act, 'escalation-refused');
    });

    it('refuses to take rights from a user who holds more than the caller', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update', 'users:grant']);
      const role = await givenRole(service(), { permissions: ['users:export'], rank: 10 });
      const before = await givenAccount(service(), { role });
      const act = () => actor.client.updateUser({ user: before.id, role: 'viewer' });
      const { problem } = await expectUntouched(service(), before, act, 'escalation-refused');
      expect(problem.missingPermissions).toEqual(['users:export']);
    });

    it('counts a right that is taken away while the request is under way', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const before = await givenAccount(service());
      const act = () => {
        interruption.plan(() => actor.hold('users:read'));
        return actor.client.updateUser({ user: before.id, displayName: 'X' });
      };
      const { problem } = await expectUntouched(service(), before, act, 'permission-denied');
      expect(problem.missingPermissions).toEqual(['users:update']);
    });

    it('counts a right that was taken away since the last request', async () => {
      const actor = await givenActor(service(), ['users:read', 'users:update']);
      const before = await givenAccount(service());
      await actor.client.updateUser({ user: before.id, displayName: 'X' });
      await actor.hold('users:read');
      await expectProblem(
        actor.client.updateUser({ user: before.id, displayName: 'Y' }),
        'permission-denied',
      );
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
      const other = await givenFullAccount();
      const before = await givenFullAccount();
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
      const before = await givenFullAccount();
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
