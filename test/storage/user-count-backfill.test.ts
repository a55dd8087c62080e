import { migrations } from '@roster/migrations';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { givenAccount, givenPassword, givenUser, quickHashes } from '../support/given.ts';
import { useService } from '../support/service.ts';

const service = useService({ override: quickHashes });

/** Takes a step of the schema back and applies it anew, twice: a step that was interrupted is run again as a whole. */
async function repeat(name: string): Promise<void> {
  // Outside of tests nobody goes back, so that there is no function for it that would hand out the pool.
  const knex = service().dependencies.database.reader as Knex;
  const step = migrations.find((migration) => migration.name === name);
  if (step === undefined) throw new Error(`There is no step ${name}.`);
  await step.down(knex);
  await step.up(knex);
  await step.up(knex);
}

it('users who were there before are searched and counted as if they had been made after', async () => {
  const { root, anonymous } = service();
  const { user } = await givenUser(service(), {
    servers: ['eu'],
    groups: ['a', 'b'],
    displayName: 'Zoë Before',
  });
  await givenAccount(service(), { role: 'editor', groups: ['b'], isActive: false });
  const gone = await givenAccount(service());
  await root.deleteUser({ user: gone.id });
  await anonymous.logIn({ username: user.username, password: givenPassword });
  const read = async () => {
    const { asOf: _asOf, ...stats } = await root.getUserStats();
    const { days } = await root.getUserTimeline();
    const { data } = await root.listUsers({ q: 'zoe bef' });
    return { stats, days, found: data.map(({ id }) => id) };
  };
  const before = await read();
  expect(before.found).toEqual([user.id]);
  await repeat('0012-create-user-counts');
  await repeat('0011-create-user-words');
  expect(await read()).toEqual(before);
});
