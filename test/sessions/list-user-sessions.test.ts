import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, givenActor, givenSession, givenUser, quickHashes } from '../support/given.ts';
import { superUsername, useService } from '../support/service.ts';
import { type Call, itNeedsACredential, itNeedsPermissions } from '../support/shared-guarantees.ts';

const service = useService({ override: quickHashes });
const permissions = ['sessions:read', 'users:read'];
const call: Call = (client, user) => client.listUserSessions({ user });

describe('listUserSessions', () => {
  describe('200', () => {
    it('shows the sessions of a user, by id and by name, as the user sees them', async () => {
      const given = await givenUser(service());
      await givenSession(service(), given);
      const own = await given.client.listOwnSessions();
      expect(own.data).toHaveLength(2);
      const expected = own.data.map((session) => ({ ...session, isCurrent: false }));
      for (const user of [given.user.id, `@${given.user.username.toUpperCase()}`]) {
        expect((await service().root.listUserSessions({ user })).data).toEqual(expected);
      }
    });

    it('is empty for somebody who never logged in', async () => {
      const { id } = await givenAccount(service());
      expect((await service().root.listUserSessions({ user: id })).data).toEqual([]);
    });

    it('shows one’s own sessions too, and those of the super admin', async () => {
      const actor = await givenActor(service(), permissions);
      const { data } = await actor.client.listUserSessions({ user: actor.user.id });
      expect(data).toEqual([expect.objectContaining({ id: actor.sessionId, isCurrent: true })]);
      const ofSuper = await actor.client.listUserSessions({ user: `@${superUsername}` });
      expect(ofSuper.data.length).toBeGreaterThan(0);
    });
  });

  describe('400', () => {
    it('refuses the cursor of another user’s sessions', async () => {
      const one = await givenUser(service());
      await givenSession(service(), one);
      const other = await givenUser(service());
      const { page } = await service().root.listUserSessions({ user: one.user.id, limit: 1 });
      const cursor = page.nextCursor ?? '';
      const next = await service().root.listUserSessions({ user: one.user.id, limit: 1, cursor });
      expect(next.data.map(({ id }) => id)).toEqual([one.sessionId]);
      const misused = service().root.listUserSessions({ user: other.user.id, limit: 1, cursor });
      await expectProblem(misused, 'cursor-invalid');
    });
  });

  describe('404', () => {
    it('knows no missing user', async () => {
      await expectProblem(service().root.listUserSessions({ user: randomUUID() }), 'user-not-found');
    });
  });

  itNeedsACredential(service, call);
  itNeedsPermissions(service, permissions, call);
});
