import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/src/database/database.ts';
import { openDatabase } from '../../../server/src/database/open-database.ts';
import { readListPage } from '../../../server/src/users/list/read-list-page.ts';
import type { ListPosition } from '../../../server/src/users/list/read-user-page.ts';
import { readUserFilter } from '../../../server/src/users/list/user-filter.ts';
import { currentEngine } from '../../support/database.ts';
import { quickHashes } from '../../support/given.ts';
import { useService } from '../../support/service.ts';
import { givenPopulation } from './population.ts';

const service = useService({ override: quickHashes });
const limit = 50;

/** With one connection for hot reads, so that the counters of its session count all that a page does. */
let database: Database;

beforeAll(async () => {
  await givenPopulation(service(), 1_000);
  database = await openDatabase(service().database.url, 1);
  // What the engine believes to know of the data must not matter; it begins with a guess.
  if (database.engine !== 'sqlite') await database.reader.raw('analyze table users, roles');
  return () => database.close();
});

async function countRowsRead(): Promise<number> {
  const rows = await database.run<{ Value: string }>("show session status like 'Handler_read%'", []);
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

describe.skipIf(currentEngine() === 'sqlite')('a page of everybody', () => {
  it.each(['createdAt', '-createdAt'] as const)(
    'reads little more than its rows in the order %s',
    async (sort) => {
      const filter = await readUserFilter(database, {});
      if (filter === undefined) throw new Error('Everybody is nobody.');
      let after: ListPosition | undefined;
      for (let page = 0; page < 3; page += 1) {
        const before = await countRowsRead();
        const { rows, next } = await readListPage(database, filter, { sort, after, limit });
        const read = (await countRowsRead()) - before;
        expect(rows).toHaveLength(limit);
        // A user is a row, and the role another one.
        expect(read, `page ${page}`).toBeLessThan(3 * limit);
        after = next;
      }
    },
  );
});
