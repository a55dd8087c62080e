import { expect, it } from 'vitest';
import { createClock, givenUser } from '../support/given.ts';
import { useService } from '../support/service.ts';

const crowd = 5;
const clock = createClock();
/** Transactions that wait until there are as many as a crowd has; none do while it is undefined. */
let waiting: (() => void)[] | undefined;

const service = useService({
  override(dependencies) {
    const { database } = dependencies;
    return {
      ...clock.override(dependencies),
      database: {
        ...database,
        async transact(work) {
          const crowded = waiting;
          if (crowded)
            await new Promise<void>((resolve) => {
              crowded.push(resolve);
              if (crowded.length === crowd) for (const enter of crowded) enter();
            });
          return database.transact(work);
        },
      },
    };
  },
});

it('of many requests that find the times of last use due at the same moment, one writes each', async () => {
  const { client, user } = await givenUser(service(), { role: 'admin' });
  const { key } = await client.createApiKey({ name: 'busy', permissions: [] });
  const { reader } = service().dependencies.database;
  const written: string[] = [];
  reader.on('query-response', (rows: unknown, { sql }: { sql: string }) => {
    if (/^update .*(last_seen_at|last_used_at)/.test(sql) && rows !== 0)
      written.push(sql.split('`')[1] ?? '');
  });
  for (const [caller, tables] of [
    [client, ['sessions', 'users']],
    [service().as(key), ['api_keys', 'users']],
  ] as const) {
    clock.advance(60_000);
    written.length = 0;
    waiting = [];
    await Promise.all(Array.from({ length: crowd }, () => caller.getMe()));
    expect(waiting).toHaveLength(crowd);
    waiting = undefined;
    expect(written.sort()).toEqual(tables);
  }
  expect((await client.getMe()).user.id).toBe(user.id);
});
