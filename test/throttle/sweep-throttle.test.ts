import { expect, it } from 'vitest';
import { sweepKnownSources, sweepThrottleCounters } from '../../server/src/throttle/sweep-throttle.ts';
import { createClock, givenAccount, givenPassword, uniqueName } from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { defaultLimits, logInFrom } from './given-throttle.ts';

const clock = createClock();
const service = useService({ config: { throttle: defaultLimits }, override: clock.override });
const dayMs = 86_400_000;

async function rowsOf(table: string): Promise<object[]> {
  return service().dependencies.database.reader(table).select('*');
}

it('counters go when their window is over, in batches, and no others do', async () => {
  const { dependencies } = service();
  const expired = Array.from({ length: 1_500 }, (_, index) => ({
    id: String(index).padStart(64, '0'),
    count: 1,
    expires_at: clock.now(),
  }));
  await dependencies.database.transact(async (tx) => {
    await tx('throttle_counters').delete();
    await tx.batchInsert('throttle_counters', expired, 500);
  });
  await logInFrom(service().url, { username: uniqueName(), password: 'not the password' });
  const deleted: number[] = [];
  do deleted.push(await sweepThrottleCounters.deleteBatch(dependencies));
  while (deleted.at(-1) !== 0);
  expect(deleted).toEqual([1_000, 500, 0]);
  expect(await rowsOf('throttle_counters')).toHaveLength(3);
});

it('sources go when they are known no more, and with their user', async () => {
  const { dependencies, root } = service();
  const { id, username } = await givenAccount(service(), { password: givenPassword });
  await logInFrom(service().url, { username, password: givenPassword }, { localAddress: '127.0.5.1' });
  await root.deleteUser({ user: id });
  const networks = async () => {
    const rows: { network: string }[] = await dependencies.database
      .reader('known_sources')
      .join('users', 'users.id', 'known_sources.user_id')
      .where({ username: superUsername })
      .orderBy('network')
      .select('network');
    return rows.map(({ network }) => network);
  };
  expect(await rowsOf('known_sources')).toHaveLength((await networks()).length);

  clock.advance(1);
  await logInFrom(
    service().url,
    { username: superUsername, password: superPassword },
    { localAddress: '127.0.5.2' },
  );
  expect(await networks()).toEqual(['127.0.0.1', '127.0.5.2']);
  clock.advance(30 * dayMs);
  expect(await sweepKnownSources.deleteBatch(dependencies)).toBe(1);
  expect(await networks()).toEqual(['127.0.5.2']);
  expect(await sweepKnownSources.deleteBatch(dependencies)).toBe(0);
});
