import { expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { givenUser, quickHashes } from '../support/given.ts';
import { type TestService, useService } from '../support/service.ts';

const service = useService({ override: quickHashes });

function countSessions({ dependencies }: TestService, userId: string): Promise<number> {
  return dependencies.database
    .reader('sessions')
    .where({ user_id: userId })
    .select('id')
    .then((rows) => rows.length);
}

it('a user has at most a hundred sessions; the oldest end first', async () => {
  const { user, password, client } = await givenUser(service());
  for (let count = 0; count < 99; count += 1) {
    await service().anonymous.logIn({ username: user.username, password });
  }
  expect((await client.getMe()).user.id).toBe(user.id);
  await service().anonymous.logIn({ username: user.username, password });
  await expectProblem(client.getMe(), 'credential-invalid');
  expect(await countSessions(service(), user.id)).toBe(100);
});

it('a user is disabled however many sessions there are', async () => {
  const { user, client } = await givenUser(service());
  const { database, clock, newId } = service().dependencies;
  const now = clock.now();
  const session = () => ({
    id: newId(now),
    user_id: user.id,
    created_at: now,
    expires_at: now + 60_000,
    last_seen_at: now,
    source_address: '127.0.0.1',
    user_agent: 'test',
  });
  await database.transact(async (tx) => {
    for (let chunk = 0; chunk < 330; chunk += 1)
      await tx('sessions').insert(Array.from({ length: 100 }, session));
  });
  await service().root.setUserStatus({ user: user.id, isActive: false });
  await expectProblem(client.getMe(), 'credential-invalid');
  expect(await countSessions(service(), user.id)).toBe(0);
});
