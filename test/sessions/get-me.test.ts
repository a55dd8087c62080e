import { builtInPermissionNames } from '@roster/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRowsOf } from '../support/audit-trail.ts';
import { expectOk } from '../support/expect-ok.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createClock, givenActor, givenRole, givenUser, quickHashes } from '../support/given.ts';
import { startTestService, useService } from '../support/service.ts';
import { itNeedsACredential } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });

describe('getMe', () => {
  describe('200', () => {
    it('gives the user, all that they may do, and the credential', async () => {
      const given = await givenUser(service(), { role: 'editor', permissions: ['stats:read', 'audit:read'] });
      const tokens = await service().anonymous.refreshSession({ refreshToken: given.refreshToken });
      const { body, headers } = expectOk(await service().as(tokens.accessToken).raw.getMe());
      expect(body).toEqual({
        user: await service().root.getUser({ user: given.user.id }),
        effectivePermissions: ['api-keys:create', 'audit:read', 'stats:read'],
        credential: { kind: 'session', id: given.sessionId, expiresAt: tokens.accessTokenExpiresAt },
      });
      expect(headers.get('etag')).toBe(`"${given.user.id}.1"`);
    });

    it('computes the permissions of the super admin and of administrators', async () => {
      const admin = await givenUser(service(), { role: 'admin' });
      const effective = (await admin.client.getMe()).effectivePermissions;
      const reserved = ['permissions:manage', 'roles:manage'];
      expect((await service().root.getMe()).effectivePermissions).toEqual([...builtInPermissionNames]);
      expect([...effective, ...reserved].sort()).toEqual([...builtInPermissionNames]);
      expect(effective).toHaveLength(builtInPermissionNames.length - 2);
    });

    it('counts what a custom role lists and the built-in roles that it includes', async () => {
      const low = await givenActor(service(), ['users:read'], 20);
      expect((await low.client.getMe()).effectivePermissions).toEqual(['users:read']);
      const middle = await givenActor(service(), ['users:read'], 41);
      expect(await middle.client.getMe()).toMatchObject({
        user: { roles: [middle.user.role, 'editor', 'viewer'] },
        effectivePermissions: ['api-keys:create', 'users:read'],
      });
      const high = await givenUser(service(), {
        role: await givenRole(service(), { permissions: ['roles:manage'], rank: 81 }),
      });
      expect(await high.client.getMe()).toMatchObject({
        user: { roles: [high.user.role, 'admin', 'editor', 'viewer'], isSuper: false },
        effectivePermissions: builtInPermissionNames.filter((name) => name !== 'permissions:manage'),
      });
    });

    it('shows other rights on the next request after they changed', async () => {
      const actor = await givenActor(service(), ['users:read']);
      await actor.hold('stats:read', 'users:export');
      expect((await actor.client.getMe()).effectivePermissions).toEqual(['stats:read', 'users:export']);
    });

    it('notes once a minute when the user was seen, which is no change of the user', async () => {
      const clock = createClock();
      const own = await startTestService({ override: clock.override });
      onTestFinished(() => own.stop());
      const { client, user } = await givenUser(own);
      const seenAt = clock.now();
      const lastSeen = async () => Date.parse((await own.root.getUser({ user: user.id })).lastSeenAt ?? '');
      const rows = await auditRowsOf(own, async () => {
        clock.advance(59_999);
        await client.getMe();
        expect(await lastSeen()).toBe(seenAt);
        clock.advance(1);
        await client.getMe();
        expect(await lastSeen()).toBe(seenAt + 60_000);
      });
      expect(rows).toEqual([]);
      const { version, updatedAt } = await own.root.getUser({ user: user.id });
      expect({ version, updatedAt }).toEqual({ version: 1, updatedAt: user.updatedAt });
    });
  });

  itNeedsACredential(service, (client) => client.getMe());

  describe('401', () => {
    it('refuses the access token from the moment of its expiry', async () => {
      const clock = createClock();
      const own = await startTestService({ override: clock.override });
      onTestFinished(() => own.stop());
      const { client } = await givenUser(own);
      clock.advance(899_999);
      await client.getMe();
      clock.advance(1);
      await expectProblem(client.getMe(), 'credential-invalid');
    });

    it('takes no refresh token, and no token that is altered', async () => {
      const { accessToken, refreshToken } = await givenUser(service());
      const swapped = refreshToken.replace('rst_r_', 'rst_a_');
      const altered = accessToken.slice(0, -1) + (accessToken.endsWith('A') ? 'E' : 'A');
      for (const token of [refreshToken, swapped, altered, `${accessToken}A`, accessToken.toLowerCase()]) {
        await expectProblem(service().as(token).getMe(), 'credential-invalid');
      }
    });

    it.each(['Basic cm9vdDpyb290', 'Bearer', 'Bearer a b', 'rst_a_x'])(
      'refuses the header %s',
      async (value) => {
        const call = service().anonymous.getMe({}, { headers: { Authorization: value } });
        await expectProblem(call, 'credential-invalid');
      },
    );
  });
});
