import { describe, expect, it } from 'vitest';
import { sweepSessions } from '../../server/src/sessions/sweep-sessions.ts';
import { currentEngine } from '../support/database.ts';
import { expectOk } from '../support/expect-ok.ts';
import { createClock, type GivenUser, givenPassword, givenSession, givenUser } from '../support/given.ts';
import { useService } from '../support/service.ts';

const clock = createClock();
const service = useService({ override: clock.override });

/** Everything that ends sessions, or looks whether some are to be ended. */
const ends: Record<string, (given: GivenUser) => Promise<unknown>> = {
  'a log-out': ({ client }) => client.logOut(),
  'a log-in': (given) => givenSession(service(), given),
  'the end of all sessions': ({ user }) => service().root.revokeUserSessions({ user: user.id }),
  'a change of the password': ({ client }) =>
    client.changeOwnPassword({ currentPassword: givenPassword, newPassword: 'something else entirely' }),
  'disabling the account': ({ user }) => service().root.setUserStatus({ user: user.id, isActive: false }),
  'the sweep': async ({ sessionId }) => {
    const { database } = service().dependencies;
    await database.reader('sessions').where({ id: sessionId }).update({ expires_at: 1 });
    expect(await sweepSessions.deleteBatch(service().dependencies)).toBe(1);
  },
};

// A writer of SQLite keeps all others waiting, and none for long.
describe.skipIf(currentEngine() === 'sqlite')('waits for no session of somebody else', () => {
  it.each(Object.entries(ends))('%s', async (_what, end) => {
    const [other, given] = [await givenUser(service()), await givenUser(service())];
    const { database } = service().dependencies;
    await database.transact(async (tx) => {
      // A refresh that is under way, for instance: its rows are locked.
      for (const table of ['access_tokens', 'refresh_tokens'])
        await tx(table).where({ session_id: other.sessionId }).forUpdate().select('session_id');
      await tx('sessions').where({ id: other.sessionId }).forUpdate().select('id');
      await end(given);
    });
    expectOk(await other.client.raw.getMe());
  });
});
